// Input that is not what the contract says is refused as a whole, and what the contract does not name goes nowhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Compile } from 'typebox/compile'
import type { Endpoint } from '#contract/endpoint.ts'
import { newId } from '#server/plumbing/ids.ts'
import { asOwner } from '../database.ts'
import { monday, startTestDesk } from '../desk.ts'
import { everyOperation } from '../every-operation.ts'
import { inputOf, send } from './inputs.ts'
import type { CallerName } from './set-the-stage.ts'
import { openWatchedDesk, type WatchedDesk } from './watched-desk.ts'

const withBody = everyOperation.filter(endpoint => endpoint.body)
let watched: WatchedDesk
before(async () => {
  watched = await openWatchedDesk()
})
after(() => watched.close())

/** Of somebody who can do it. */
function cookieFor({ name, who }: Endpoint): string {
  const special: Record<string, CallerName> = {
    // Sam has an app already; Vera is offered the account.
    'begin-totp': 'owner',
    'confirm-ownership-transfer': 'viewer',
    'leave-account': 'viewer',
  }
  const usual: CallerName = who === 'account' ? 'owner' : who === 'desk' ? 'desk' : 'support'
  return watched.stage.cookies[special[name] ?? usual]!
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Every copy of a value in which one thing somewhere inside of it was changed. */
function* changedOnce(value: Json, change: (leaf: Json) => Json[]): Generator<{ at: string; value: Json }> {
  for (const changed of change(value)) yield { at: '', value: changed }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inside] of Object.entries(value)) {
    for (const { at, value: changed } of changedOnce(inside, change)) {
      const copy = structuredClone(value) as Record<string, Json>
      copy[name] = changed
      yield { at: `/${name}${at}`, value: copy }
    }
  }
}

describe('where a text is expected', () => {
  // An array of one text was taken for the text in CVE-2026-7567: a filter by it then matched everything.
  const others: Record<string, (text: string) => Json> = {
    'an array with the text in it': text => [text],
    'an array of texts': text => [text, text],
    'an object': text => ({ $ne: text }),
    'a number': () => 7,
    true: () => true,
    null: () => null,
  }
  for (const [name, other] of Object.entries(others)) {
    test(`${name} is refused, at every place of every body`, async () => {
      let tried = 0
      for (const endpoint of withBody) {
        const { input } = inputOf(watched.stage, endpoint.name)
        const checked = Compile(endpoint.body!)
        for (const { at, value } of changedOnce(input.body as Json, leaf =>
          typeof leaf === 'string' ? [other(leaf)] : [],
        )) {
          // Where the contract allows it (a shop may have no address: null), it is no wrong input.
          if (checked.Check(value)) continue
          const answer = await send(
            watched.desk.url,
            endpoint,
            { ...input, body: value },
            { cookie: cookieFor(endpoint) },
          )
          assert.equal(answer.status, 400, `${endpoint.name}${at}: ${answer.text}`)
          assert.equal(answer.code, 'invalid-input', `${endpoint.name}${at}`)
          tried += 1
        }
      }
      assert.ok(tried > 40, `only ${tried} places were tried`)
      await watched.nothingChanged(name)
    })
  }
})

describe('a text with a zero byte in it, which no database row can hold,', () => {
  test('is refused at every place of every body and every query', async () => {
    let tried = 0
    for (const endpoint of everyOperation) {
      const { input } = inputOf(watched.stage, endpoint.name)
      const spoil = (leaf: Json): Json[] => (typeof leaf === 'string' ? ['\u0000', `${leaf}\u0000`] : [])
      const bodies = [...changedOnce((input.body ?? null) as Json, spoil)].map(({ at, value }) => ({
        at,
        body: value,
      }))
      const queries = [...changedOnce(input.query ?? {}, spoil)].map(({ at, value }) => ({
        at,
        query: value as Record<string, string>,
      }))
      for (const { at, ...changed } of [...bodies, ...queries]) {
        const answer = await send(
          watched.desk.url,
          endpoint,
          { ...input, ...changed },
          { cookie: cookieFor(endpoint) },
        )
        assert.equal(answer.status, 400, `${endpoint.name}${at}: ${answer.text}`)
        tried += 1
      }
    }
    assert.ok(tried > 100, `only ${tried} places were tried`)
    await watched.nothingChanged('zero bytes')
  })

  test('is refused by the forms at the door', async () => {
    for (const path of ['/sign-in', '/set-up']) {
      const answer = await fetch(watched.desk.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'address=olga%00%40kaffeerad.example&password=x&link=%00&name=a&provider=b&region=DE-BE',
      })
      assert.equal(answer.status, 400, path)
    }
    await watched.nothingChanged('zero bytes in forms')
  })
})

describe('where a number or a list is expected', () => {
  test('a text, a fraction, a huge number and an object with a length are refused', async () => {
    let tried = 0
    for (const endpoint of withBody) {
      const { input } = inputOf(watched.stage, endpoint.name)
      const wrong = (leaf: Json): Json[] =>
        typeof leaf === 'number'
          ? [String(leaf), leaf + 0.5, 1e300, -1]
          : Array.isArray(leaf)
            ? [{ length: 1, 0: leaf[0] ?? null }, 'a']
            : []
      for (const { at, value } of changedOnce(input.body as Json, wrong)) {
        const answer = await send(
          watched.desk.url,
          endpoint,
          { ...input, body: value },
          { cookie: cookieFor(endpoint) },
        )
        assert.equal(answer.status, 400, `${endpoint.name}${at}: ${answer.text}`)
        tried += 1
      }
    }
    assert.ok(tried > 8, `only ${tried} places were tried`)
    await watched.nothingChanged('numbers')
  })
})

describe('a body as a whole', () => {
  const bodies: Record<string, string> = {
    nothing: '',
    'a list': '[]',
    null: 'null',
    'a text': '"x"',
    'half of an object': '{"note":',
    'an object that names its prototype': '{"__proto__": {"isDesk": true}}',
    'an object that names its constructor': '{"constructor": {"prototype": {"isDesk": true}}}',
    'more than 64 kB': `{"note": "${'x'.repeat(70_000)}"}`,
    'a thousand lists in each other': `${'['.repeat(1_000)}${']'.repeat(1_000)}`,
  }
  for (const [name, text] of Object.entries(bodies)) {
    test(`that is ${name} is refused by every operation`, async () => {
      for (const endpoint of withBody) {
        const { input } = inputOf(watched.stage, endpoint.name)
        const answer = await send(
          watched.desk.url,
          endpoint,
          { ...input, body: text },
          { cookie: cookieFor(endpoint) },
        )
        assert.equal(
          answer.status,
          name.startsWith('more than') ? 413 : 400,
          `${endpoint.name}: ${answer.text}`,
        )
        assert.equal(answer.code, 'invalid-input', endpoint.name)
      }
      await watched.nothingChanged(name)
    })
  }
})

describe('a query and a path', () => {
  test('with the same name twice, in brackets, or with an id that is none, are refused or not heard', async () => {
    const ask = async (path: string) => {
      const response = await fetch(`${watched.desk.url}/api/v1${path}`, {
        headers: { cookie: watched.stage.cookies.desk! },
      })
      return response.status
    }
    for (const path of [
      '/provider/shops?search=ka&search=ff',
      '/provider/shops?search[]=kaffee',
      '/provider/shops?search[$ne]=kaffee',
      '/provider/shops?search=k',
      '/provider/accounts?limit=0',
      '/provider/accounts?limit=101',
      '/provider/accounts?limit=1e9',
      '/provider/accounts?limit=10&limit=20',
      '/provider/accounts?cursor=x',
      '/provider/accounts?cursor=eyJhdCI6MX0',
      '/provider/requests?state=everything',
      '/provider/shops/1/gate-keys',
      `/provider/shops/${'0'.repeat(36)}/gate-keys`,
      '/provider/shops/%00/gate-keys',
      "/provider/shops/'or'1'='1/gate-keys",
    ])
      assert.equal(await ask(path), 400, path)
    assert.equal(await ask(`/provider/shops/${newId(monday).toUpperCase()}/gate-keys`), 404, 'capitals')
    await watched.nothingChanged('queries')
  })
})

describe('what the contract does not name', () => {
  // Real names of columns and of fields elsewhere (CVE-2025-61928: `userId` in a body was taken for the caller's).
  const stranger = 'ffffffff-aaaa-7bbb-8ccc-dddddddddddd'
  const unnamed: Record<string, Json> = {
    ...Object.fromEntries(
      `id userId user_id personId person_id owner_id ownerId accountId account_id actor by byPerson by_person behalfOf
       behalf_of given_by decided_by askedBy asked_by subject_id teamId_ team_id parent_id session_id resource_id grant_id
       decision_id caller standing`
        .split(/\s+/)
        .map(name => [name, stranger]),
    ),
    role: 'unnamed desk',
    duty: 'unnamed desk',
    permissions: ['unnamed.permission'],
    endsAt: '2099-12-31T00:00:00.000Z',
    ends_at: '2099-12-31T00:00:00.000Z',
    version: 99,
    isAdmin: true,
  }

  /** The same body with the names above in every object of it, wherever the contract does not name them itself. */
  function withUnnamed(value: Json): Json {
    if (Array.isArray(value)) return value.map(withUnnamed)
    if (typeof value !== 'object' || value === null) return value
    return {
      ...unnamed,
      ...Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, withUnnamed(inside)])),
    }
  }

  /** What only a browser with an authenticator, or an app, can complete: it is refused as without. */
  const needsMoreThanInput: Record<string, number> = { 'add-passkey': 400, 'confirm-totp': 403 }

  // A desk for each: what one of them changes, another would meet.
  for (const endpoint of withBody.filter(one => one.name !== 'set-up')) {
    test(`reaches not ${endpoint.name}: it is done as without, and nothing of it is stored or answered`, async () => {
      await using desk = await startTestDesk({ template: watched.stage.template })
      const { input } = inputOf(watched.stage, endpoint.name)
      const query = endpoint.query ? { ...input.query, userId: stranger } : input.query
      const body = withUnnamed(input.body as Json)
      const answer = await send(
        desk.url,
        endpoint,
        { ...input, query, body },
        { cookie: cookieFor(endpoint) },
      )
      const done = needsMoreThanInput[endpoint.name] ?? endpoint.status ?? 200
      assert.equal(answer.status, done, answer.text)
      const traces = /ffffffff-aaaa|unnamed|2099-12-31/
      assert.doesNotMatch(answer.text, traces)
      assert.doesNotMatch(await everythingStored(desk.ownerUrl), traces)
    })
  }

  const everythingStored = (ownerUrl: string) =>
    asOwner(ownerUrl, async client => {
      const { rows } = await client.query<{ name: string }>(
        `select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'public')`,
      )
      const texts = await client.query<{ text: string | null }>(
        rows.map(({ name }) => `select string_agg(x::text, '|') as text from ${name} x`).join(' union all '),
      )
      return texts.rows.map(row => row.text).join('\n')
    })
})
