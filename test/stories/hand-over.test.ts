// What must be seen by a person: handed over through the vault to the one whom a grant names, for as long as it is open.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import type { Connector, ConnectorNeeds } from '#server/access/outside.ts'
import { record } from '#server/access/record.ts'
import { openVault } from '#server/plumbing/vault/open-vault.ts'
import { rotateKeys } from '#server/plumbing/vault/rotate-keys.ts'
import { type Answered, type Client, day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const planted = 'Zimt&Zucker-4711'
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl sam@laptop'

/** Without the marks that keep a name apart. */
const bare = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '')
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

/** A shop system that makes accounts, and cannot take them away while it is told so. */
function openPresto() {
  const presto = { accounts: new Set<string>(), isAway: false }
  const connect = (needs: ConnectorNeeds): readonly Connector[] => [
    {
      name: 'presto',
      verified: 'documentation',
      cannotSee: [],
      test: async () => ({ works: true, version: 'Presto 8.2' }),
      async open({ artefactId }) {
        await needs.keepSecret(artefactId, 'login-url', 'https://kaffeerad.example/admin')
        await needs.keepSecret(artefactId, 'password', `made ${planted}`)
        await needs.keepSecret(artefactId, 'probe-session', 'never shown')
        presto.accounts.add(artefactId)
        return { done: true, reference: { login: 'einlass-7' } }
      },
      async close({ artefactId, resourceId }) {
        if (presto.isAway) return { done: false, error: 'The shop does not answer.' }
        if (!(await needs.connectionOf(resourceId))?.secret)
          return { done: false, error: 'Without its credential nothing can be taken away.' }
        presto.accounts.delete(artefactId)
        return { done: true }
      },
      confirmClosed: async ({ artefactId }) =>
        presto.accounts.has(artefactId)
          ? { gone: false, error: 'The account is still there.' }
          : { gone: true, how: 'asked for and not there' },
      inventory: async () => ({ seen: true, found: [] }),
      remove: async () => ({ done: true }),
    },
  ]
  return Object.assign(presto, { connect })
}

describe('something is handed over', () => {
  const presto = openPresto()
  let scene: Scene
  let account: string
  before(async () => {
    scene = await openScene({ connectors: presto.connect })
    account = scene.accountOf('kaffeerad')
  })
  after(() => scene.desk.close())

  /** A visit that is open to one person, as the door support-visit gives it. */
  const visit = (
    agent: 'sam' | 'ines' = 'sam',
    more: { endsAt?: number; withAccount?: boolean; beginsAt?: number } = {},
  ) =>
    record(
      scene.desk.kernel,
      { accounts: [account], by: { person: scene.desk.cast.people.olga } },
      async r => {
        const resourceId = scene.shopId('kaffeerad')
        const grantId = await openGrant(
          r,
          {
            accountId: account,
            resourceId,
            door: 'support-visit',
            subject: { kind: 'person', id: scene.desk.cast.people[agent] },
            permissions: ['shop.view'],
            beginsAt: more.beginsAt ?? r.now,
            endsAt: more.endsAt ?? r.now + 8 * hour,
            reason: null,
            caseNumber: null,
            message: null,
            giver: { as: 'owner' },
          },
          { longestMs: null, endless: true },
        )
        if (more.withAccount)
          await wantArtefact(r, {
            accountId: account,
            resourceId,
            grantId,
            system: 'presto',
            kind: 'admin',
            sharedAs: '',
            reference: {},
          })
        return grantId
      },
    )
  const ofOwner = (grant: string) => `/accounts/${account}/grants/${grant}/hand-overs`
  const oneOfOwner = (grant: string, id: string) => `/accounts/${account}/grants/${grant}/hand-overs/${id}`
  const ofVisitor = (grant: string) => `/visits/${grant}/hand-overs`
  const lookAt = (grant: string, id: string) => `/visits/${grant}/hand-overs/${id}/reveal`
  const password = { kind: 'password', label: 'Shop admin', values: { value: planted } }

  async function handsOver(owner: Client, grant: string, what: object = password): Promise<string> {
    const answer = await owner.post(ofOwner(grant), what)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.items.at(-1).id
  }
  const sealedOf = async (id: string) => {
    const rows = await scene.desk.sql<{ sealed: Buffer | null; wrapped_key: Buffer | null }>(
      "select sealed, wrapped_key from plumbing.secrets where keeper = 'hand-over:' || $1",
      [id],
    )
    return rows.filter(row => row.sealed !== null || row.wrapped_key !== null).length
  }
  const mailsOf = (kind: string, grant: string) =>
    scene.desk.sql<{ plain: string; html: string; subject: string; to_address: string }>(
      'select * from plumbing.mails where kind = $1 and thread = $2 order by queued_at',
      [kind, grant],
    )

  test('by the owner to the visitor, who sees it after he has proven anew who he is; the owner never again', async () => {
    const grant = await visit()
    const olga = await scene.desk.as('olga')
    const empty = await olga.get(ofOwner(grant))
    assert.deepEqual(
      [empty.body.items, empty.body.visitor.name, empty.body.can.handOver],
      [[], 'Sam Albers', true],
    )

    const id = await handsOver(olga, grant)
    for (const answer of [
      await olga.get(ofOwner(grant)),
      await olga.put(oneOfOwner(grant, id), { values: { value: planted } }),
    ]) {
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      assert.ok(!JSON.stringify(answer.body).includes(planted))
      assert.equal(answer.body.items[0].seen, null)
    }

    const sam = await scene.desk.as('sam')
    const list = await sam.get(ofVisitor(grant))
    assert.deepEqual(
      list.body.items.map((one: { kind: string; label: string; can: object }) => [
        one.kind,
        one.label,
        one.can,
      ]),
      [['password', 'Shop admin', { reveal: true, withdraw: 'not-allowed' }]],
    )
    assert.ok(!JSON.stringify(list.body).includes(planted))

    const tired = await scene.desk.as('sam')
    scene.desk.time.pass(11 * 60_000)
    refused(await tired.post(lookAt(grant, id)), 403, 'fresh-proof-needed')
    const fresh = await scene.desk.as('sam')
    const shown = await fresh.post(lookAt(grant, id), {}, { 'idempotency-key': 'once-more' })
    assert.equal(shown.status, 200, JSON.stringify(shown.body))
    assert.equal(shown.headers.get('cache-control'), 'no-store')
    assert.deepEqual(shown.body.values, [{ name: 'value', value: planted }])
    assert.deepEqual(
      [shown.body.mark.person, shown.body.mark.grantId, shown.body.hideAfterSeconds],
      ['Sam Albers', grant, 60],
    )
    assert.equal(Date.parse(shown.body.mark.at), scene.desk.time.now)

    const told = (await olga.get(ofOwner(grant))).body.items[0]
    assert.deepEqual([told.seen.times, told.seen.by.name, told.rotation], [1, 'Sam Albers', 'not-due'])
    const facts = (await scene.factsOf(account, 'secret.revealed')).filter(fact => fact.grant_id === grant)
    assert.deepEqual(
      facts.map(({ by_person, person_id, data }) => [by_person, person_id, data['what'], data['label']]),
      [[scene.desk.cast.people.sam, scene.desk.cast.people.sam, 'password', 'Shop admin']],
    )
  })

  test('it lies nowhere open: not in a table, not in the ledger, not in a kept answer', async () => {
    const tables = await scene.desk.sql<{ name: string }>(
      "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('access', 'people', 'plumbing', 'service_switch', 'support_visit', 'sub_account')",
    )
    for (const { name } of tables) {
      const [found] = await scene.desk.sql<{ count: number }>(
        `select count(*)::int as count from ${name} x where x::text like $1 or x::text like $2`,
        [`%${planted}%`, `%${Buffer.from(planted).toString('hex')}%`],
      )
      assert.equal(found!.count, 0, name)
    }
    const kept = await scene.desk.sql('select * from plumbing.idempotent_answers')
    assert.deepEqual(kept, [], 'neither the answer nor a digest of what came in')
  })

  test('by nobody else and to nobody else: other person, other account, whole team, program, GET', async () => {
    const grant = await visit()
    const olga = await scene.desk.as('olga')
    const id = await handsOver(olga, grant)
    for (const name of ['ines', 'olga', 'noor', 'dora'] as const) {
      const other = await scene.desk.as(name)
      refused(await other.post(lookAt(grant, id)), 404, 'not-found')
      refused(await other.get(ofVisitor(grant)), 404, 'not-found')
      refused(await other.post(ofVisitor(grant), { kind: 'public-key', value: key }), 404, 'not-found')
    }
    const noor = await scene.desk.as('noor')
    for (const answer of [
      await noor.get(ofOwner(grant)),
      await noor.post(ofOwner(grant), password),
      await noor.put(oneOfOwner(grant, id), { values: { value: 'x' } }),
      await noor.delete(oneOfOwner(grant, id)),
      await noor.post(`${oneOfOwner(grant, id)}/rotation`),
    ])
      refused(answer, 404, 'not-found')
    const sam = await scene.desk.as('sam')
    for (const path of [`${lookAt(grant, id)}?confirm=1`, lookAt(grant, id)])
      assert.equal((await sam.get(path)).status, 404, 'whoever opens links opens nothing')
    assert.equal(
      (await fetch(`${scene.desk.url}/api/v1${lookAt(grant, id)}`, { method: 'HEAD' })).status,
      404,
    )
    const { body: made } = await sam.post('/me/api-keys', {
      name: 'all',
      scopes: ['read', 'open', 'end', 'decide', 'export', 'manage'],
      days: 1,
    })
    const withKey = await fetch(`${scene.desk.url}/api/v1${lookAt(grant, id)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.key}`, 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(withKey.status, 403)
    assert.equal((await olga.get(ofOwner(grant))).body.items[0].seen, null)

    const [team] = await scene.turnOn('kaffeerad', 'team')
    refused(await olga.post(ofOwner(team!), password), 409, 'hand-over-needs-a-name')
    const later = await visit('sam', { beginsAt: scene.desk.time.now + hour })
    const waits = await handsOver(olga, later)
    refused(await sam.post(lookAt(later, waits)), 404, 'not-found')
  })

  test('as often as the owner says: of fifty at once, exactly one gets the last look, and it is destroyed', async () => {
    const grant = await visit()
    const olga = await scene.desk.as('olga')
    const id = await handsOver(olga, grant, { ...password, most: 1 })
    const sam = await scene.desk.as('sam')
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => sam.post(lookAt(grant, id), {}, { 'idempotency-key': 'the same' })),
    )
    const got = answers.filter(({ status }) => status === 200)
    assert.equal(got.length, 1)
    assert.equal(got[0]!.body.left, 0)
    for (const answer of answers) {
      if (answer.status === 200) continue
      refused(answer, 410, 'hand-over-is-over')
      assert.ok(!JSON.stringify(answer.body).includes(planted))
    }
    assert.equal(await sealedOf(id), 0)
    const [row] = await scene.desk.sql<{ count: number }>(
      'select count(*)::int as count from access.reveals where hand_over_id = $1',
      [id],
    )
    assert.equal(row!.count, 1)
    const told = (await olga.get(ofOwner(grant))).body.items[0]
    assert.deepEqual(
      [told.over.because, told.can.replace, told.can.withdraw],
      ['used-up', true, 'hand-over-is-over'],
    )

    const again = await olga.put(oneOfOwner(grant, id), { values: { value: 'another one' }, most: 2 })
    assert.equal(again.status, 200, JSON.stringify(again.body))
    await scene.desk.sql('delete from people.failed_sign_ins')
    for (const left of [1, 0]) assert.deepEqual((await sam.post(lookAt(grant, id))).body.left, left)
    refused(await sam.post(lookAt(grant, id)), 410, 'hand-over-is-over')
  })

  test('only so many looks in a quarter of an hour', async () => {
    await scene.desk.sql('delete from people.failed_sign_ins')
    const grant = await visit('ines')
    const id = await handsOver(await scene.desk.as('olga'), grant)
    const ines = await scene.desk.as('ines')
    const answers = []
    for (let i = 0; i < 61; i += 1) answers.push(await ines.post(lookAt(grant, id)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 60)
    refused(answers.at(-1)!, 429, 'too-many-tries')
    await scene.desk.sql('delete from people.failed_sign_ins')
  })

  test('what is not as it must be is not kept', async () => {
    const grant = await visit()
    const olga = await scene.desk.as('olga')
    for (const wrong of [
      { kind: 'password', values: {} },
      { kind: 'password', values: { value: ' ' } },
      { kind: 'password', values: { value: 'x', password: 'y' } },
      { kind: 'password', values: { value: ['x'] } },
      { kind: 'sftp', values: { host: 'h', user: 'u' } },
      { kind: 'sftp', values: { host: 'h', user: 'u', password: 'p', port: 0 } },
      { kind: 'login-url', values: { value: 'javascript:alert(1)' } },
      { kind: 'login-url', values: { value: 'https://me:secret@shop.example' } },
      { kind: 'public-key', values: { value: key } },
      { kind: 'password', values: { value: 'x' }, most: 0 },
    ])
      refused(await olga.post(ofOwner(grant), wrong), 400, 'invalid-input')
    const sam = await scene.desk.as('sam')
    for (const wrong of [
      { kind: 'public-key', value: '-----BEGIN OPENSSH PRIVATE KEY-----' },
      { kind: 'public-key', value: `${key}\n${key}` },
      { kind: 'addresses', value: '0.0.0.0/0' },
      { kind: 'addresses', value: '::/0' },
      { kind: 'addresses', value: 'my office' },
      { kind: 'password', value: 'x' },
    ])
      refused(await sam.post(ofVisitor(grant), wrong), 400, 'invalid-input')
    assert.deepEqual((await olga.get(ofOwner(grant))).body.items, [])
  })

  test('SFTP data comes together, and the password as it was typed', async () => {
    const grant = await visit()
    const olga = await scene.desk.as('olga')
    const values = { host: ' sftp.kaffeerad.example ', user: 'deploy', password: ' two spaces ' }
    const id = await handsOver(olga, grant, { kind: 'sftp', values })
    const { body } = await (await scene.desk.as('sam')).post(lookAt(grant, id))
    assert.deepEqual(
      Object.fromEntries(body.values.map((one: { name: string; value: string }) => [one.name, one.value])),
      { host: 'sftp.kaffeerad.example', port: '22', user: 'deploy', password: ' two spaces ' },
    )
  })

  test('the visitor gives the owner his public key and his addresses, and takes them back', async () => {
    const grant = await visit()
    const sam = await scene.desk.as('sam')
    const given = await sam.post(ofVisitor(grant), { kind: 'public-key', value: ` ${key} ` })
    assert.equal(given.status, 200, JSON.stringify(given.body))
    scene.desk.time.pass(1)
    const two = await sam.post(ofVisitor(grant), { kind: 'addresses', value: '192.0.2.7, 2001:db8::/32' })
    const olga = await scene.desk.as('olga')
    const items: { id: string; given: string; can: object }[] = (await olga.get(ofOwner(grant))).body.items
    assert.deepEqual(
      items.map(one => one.given),
      [key, '192.0.2.7\n2001:db8::/32'],
    )
    refused(await olga.delete(oneOfOwner(grant, items[0]!.id)), 404, 'not-found')
    refused(await sam.post(lookAt(grant, items[0]!.id)), 404, 'not-found')
    const back = await sam.delete(`/visits/${grant}/hand-overs/${two.body.items[1].id}`)
    assert.equal(back.body.items[1].over.because, 'withdrawn')
    assert.equal(await sealedOf(items[1]!.id), 0)

    await olga.post(`/accounts/${account}/grants/${grant}/ending`)
    assert.equal(await sealedOf(items[0]!.id), 0)
    assert.equal((await olga.get(ofOwner(grant))).body.items[0].given, null)
  })

  test('what is withdrawn is destroyed; withdrawing it again is no error', async () => {
    const grant = await visit()
    const olga = await scene.desk.as('olga')
    const id = await handsOver(olga, grant)
    const before = (await scene.factsOf(account)).length
    for (const _ of [1, 2])
      assert.equal((await olga.delete(oneOfOwner(grant, id))).body.items[0].over.because, 'withdrawn')
    assert.equal((await scene.factsOf(account)).length, before + 1)
    assert.equal(await sealedOf(id), 0)
    const sam = await scene.desk.as('sam')
    refused(await sam.post(lookAt(grant, id)), 410, 'hand-over-is-over')
    refused(await olga.put(oneOfOwner(grant, id), { values: { value: 'x' } }), 410, 'hand-over-is-over')
  })

  test('what a connector made is seen the same way once it is there: login page, login and password, nothing else', async () => {
    const olga = await scene.desk.as('olga')
    const connected = await olga.put(`/accounts/${account}/shops/${scene.shopId('kaffeerad')}/connection`, {
      system: 'presto',
      address: 'https://kaffeerad.example',
      login: 'einlass',
      credential: 'of Einlass',
    })
    assert.equal(connected.status, 200, JSON.stringify(connected.body))
    const grant = await visit('sam', { withAccount: true })
    const sam = await scene.desk.as('sam')
    assert.deepEqual((await sam.get(ofVisitor(grant))).body.items, [], 'not before it is there')
    await scene.desk.round.tend()
    const [made] = (await sam.get(ofVisitor(grant))).body.items
    assert.deepEqual(
      [made.kind, made.from, made.label, made.can.reveal],
      ['account', 'connector', 'presto', true],
    )
    refused(await (await scene.desk.as('ines')).post(lookAt(grant, made.id)), 404, 'not-found')

    const { body } = await sam.post(lookAt(grant, made.id))
    assert.deepEqual(body.values, [
      { name: 'login-url', value: 'https://kaffeerad.example/admin' },
      { name: 'password', value: `made ${planted}` },
      { name: 'login', value: 'einlass-7' },
    ])
    const told = (await olga.get(ofOwner(grant))).body.items[0]
    assert.deepEqual([told.seen.times, told.rotation], [1, 'by-connector'])

    await olga.post(`/accounts/${account}/grants/${grant}/ending`)
    refused(await sam.post(lookAt(grant, made.id)), 404, 'not-found')
    await scene.desk.round.tend()
    assert.equal(presto.accounts.size, 0)
    const receipt = await scene.receiptOf(grant)
    assert.deepEqual(
      [receipt.state, receipt.secrets[0].rotation, receipt.secrets[0].times],
      ['ended', 'by-connector', 1],
    )
  })

  test('the owner is told of the first look at once and of later ones together, never what it was', async () => {
    await scene.desk.round.tell()
    await scene.desk.sql('delete from plumbing.mails')
    const grant = await visit('sam', { endsAt: scene.desk.time.now + 3 * day })
    const id = await handsOver(await scene.desk.as('olga'), grant)
    const sam = await scene.desk.as('sam')
    await sam.post(lookAt(grant, id))
    for (const _ of [1, 2]) await scene.desk.round.tell()
    const first = await mailsOf('secrets-seen', grant)
    assert.equal(first.length, 1)
    assert.match(bare(first[0]!.plain), /Sam Albers: Passwort \(Shop admin\)/)
    for (const part of [first[0]!.plain, first[0]!.html, first[0]!.subject])
      assert.ok(!part.includes(planted))
    assert.ok(first[0]!.plain.includes(`/accounts/${account}/grants/${grant}`))

    for (const _ of [1, 2, 3]) await sam.post(lookAt(grant, id))
    await scene.desk.round.tell()
    assert.equal((await mailsOf('secrets-seen', grant)).length, 1, 'a day has not passed')
    scene.desk.time.pass(day)
    for (const _ of [1, 2]) await scene.desk.round.tellTheRest()
    const later = await mailsOf('secrets-seen', grant)
    assert.equal(later.length, 2)
    assert.equal(bare(later[1]!.plain).match(/Sam Albers: /g)?.length, 3)
    const told = (await scene.factsOf(account, 'owner.told')).filter(fact => fact.grant_id === grant)
    assert.equal(told.length, 2)
  })

  test('a seen password is a known password: the owner changes it after the end, is reminded, and the receipt says so', async () => {
    await scene.desk.sql('delete from plumbing.mails')
    const grant = await visit('sam', { endsAt: scene.desk.time.now + hour })
    const olga = await scene.desk.as('olga')
    const seen = await handsOver(olga, grant)
    scene.desk.time.pass(1)
    const unseen = await handsOver(olga, grant, { ...password, label: 'Never seen' })
    scene.desk.time.pass(1)
    const name = await handsOver(olga, grant, { kind: 'user-name', values: { value: 'olga' } })
    const sam = await scene.desk.as('sam')
    for (const id of [seen, name]) assert.equal((await sam.post(lookAt(grant, id))).status, 200)
    refused(await olga.post(`${oneOfOwner(grant, seen)}/rotation`), 409, 'rotation-is-not-due')

    scene.desk.time.pass(hour)
    refused(await (await scene.desk.as('sam')).post(lookAt(grant, seen)), 404, 'not-found')
    await scene.desk.round.tend()
    for (const id of [seen, unseen, name]) assert.equal(await sealedOf(id), 0)
    assert.equal((await scene.grantOf(grant)).ended_at !== null, true, 'it does not hold the end up')
    const again = await scene.desk.as('olga')
    const items: { id: string; rotation: string; over: { because: string } }[] = (
      await again.get(ofOwner(grant))
    ).body.items
    assert.deepEqual(
      items.map(one => [one.rotation, one.over.because]),
      [
        ['due', 'grant-ended'],
        ['never', 'grant-ended'],
        ['never', 'grant-ended'],
      ],
    )
    assert.deepEqual(
      (await scene.receiptOf(grant)).secrets.map((one: { rotation: string }) => one.rotation),
      ['due', 'never', 'never'],
    )

    for (const [pass, mails] of [
      [0, 0],
      [day - 10, 0],
      [10, 1],
      [day, 1],
      [day, 2],
      [day, 2],
    ] as const) {
      scene.desk.time.pass(pass)
      for (const _ of [1, 2]) await scene.desk.round.daily()
      assert.equal((await mailsOf('change-what-was-seen', grant)).length, mails)
    }
    const [mail] = await mailsOf('change-what-was-seen', grant)
    assert.match(bare(mail!.plain), /Passwort \(Shop admin\)/)
    assert.ok(!mail!.plain.includes('Never seen') && !mail!.plain.includes(planted))

    const olgaLater = await scene.desk.as('olga')
    refused(await olgaLater.post(`${oneOfOwner(grant, unseen)}/rotation`), 409, 'rotation-is-not-due')
    for (const _ of [1, 2]) {
      const done = await olgaLater.post(`${oneOfOwner(grant, seen)}/rotation`)
      assert.equal(done.body.items[0].rotation, 'done')
    }
    assert.equal((await scene.factsOf(account, 'secret.rotated')).length, 1)
    const receipt = await scene.receiptOf(grant)
    assert.equal(receipt.secrets[0].rotation, 'done')
    assert.equal(receipt.secrets[0].seenBy, 'Sam Albers')
    await scene.assertLedgersWhole()
  })

  test('the keys of the vault are changed while somebody looks: every look succeeds', async () => {
    await scene.desk.sql('delete from people.failed_sign_ins')
    const grant = await visit()
    const id = await handsOver(await scene.desk.as('olga'), grant)
    const sam = await scene.desk.as('sam')
    const { database } = scene.desk.kernel
    const vault = openVault(database, scene.desk.keys)
    let isDone = false
    const rotating = (async () => {
      for (let i = 0; i < 6; i += 1) await rotateKeys(database, vault, new Date(scene.desk.time.now))
      isDone = true
    })()
    let looks = 0
    do {
      const shown = await sam.post(lookAt(grant, id))
      assert.deepEqual([shown.status, shown.body.values?.[0].value], [200, planted])
      looks += 1
    } while (!isDone && looks < 55)
    await rotating
    assert.ok(looks > 0)
    assert.equal((await sam.post(lookAt(grant, id))).body.values[0].value, planted)
  })

  test('the credential of a connection outlives the account until the last thing is taken away with it', async () => {
    presto.isAway = true
    const grant = await visit('sam', { withAccount: true })
    await scene.desk.round.tend()
    assert.equal(presto.accounts.size, 1)
    const live = () =>
      scene.desk.sql(
        "select id from plumbing.secrets where account_id = $1 and keeper like 'connection:%' and destroyed_at is null",
        [account],
      )
    const olga = await scene.desk.as('olga')
    const { body } = await olga.get(`/accounts/${account}/members`)
    assert.ok(body)
    const closed = await olga.post(`/accounts/${account}/closing`, { name: 'Kaffeerad' })
    assert.equal(closed.status, 200, JSON.stringify(closed.body))
    await scene.desk.round.tend()
    await scene.desk.round.daily()
    assert.equal((await live()).length, 1, 'it is needed for the account that is still there')
    assert.equal((await scene.grantOf(grant)).ended_at, null)

    presto.isAway = false
    // The pause before the next try is over.
    scene.desk.time.pass(60_000)
    await scene.desk.round.tend()
    assert.equal(presto.accounts.size, 0)
    assert.notEqual((await scene.grantOf(grant)).ended_at, null)
    await scene.desk.round.daily()
    assert.equal((await live()).length, 0)
    assert.equal((await scene.factsOf(account, 'connection.removed')).length, 1)
    await scene.desk.round.daily()
    assert.equal((await scene.factsOf(account, 'connection.removed')).length, 1)
    await scene.assertLedgersWhole()
  })
})
