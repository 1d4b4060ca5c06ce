// One long story with every kind of secret in it, each of them planted so that it can be recognised; then everything that
// left the house is searched for all of them: the log at every level, mails, the ledger and its exports, refusals,
// headers, argument lists of processes, temporary files, and what the database keeps.
import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { demoTotpSecret, people } from '#db/seeds/cast.ts'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { record } from '#server/access/record.ts'
import { connectShopware } from '#server/outside/shopware/connect-shopware.ts'
import { connectWordpress } from '#server/outside/wordpress/connect-wordpress.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { openLog } from '#server/plumbing/log.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import { openVault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import { type Client, day, newClient } from '../desk.ts'
import { newDoor } from '../door.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { arrive, askGate } from '../gate.ts'
import { MockShopware } from '../outside/shopware-mock.ts'
import { findSecrets, leaky, plant } from '../planted-secrets.ts'
import { UnkindServer } from '../unkind-server.ts'

describe('a whole life', () => {
  const beganAt = Date.now()
  const log: string[] = []
  const secrets = new Map<string, string>()
  /** Bodies of refusals, and the headers of every answer. */
  const answered: string[] = []
  const argumentLists = new Set<string>()
  const smtp = new UnkindServer()
  const shop = new MockShopware()
  const ordinaryFetch = globalThis.fetch
  let scene: Scene
  let watching: NodeJS.Timeout
  let exported: string[] = []

  const know = (what: string, value: string | undefined): string => {
    assert.ok(value && value.length >= 6, `${what} was not found`)
    secrets.set(what, value)
    return value
  }

  before(async () => {
    shop.secretAccessKey = know('credential of a shop', plant('credential'))
    await shop.start()
    watching = setInterval(readArgumentLists, 20)
    globalThis.fetch = async (...asked) => {
      const answer = await ordinaryFetch(...asked)
      const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie')
      answered.push(JSON.stringify(headers))
      if (!answer.ok) answered.push(await answer.clone().text())
      return answer
    }
    scene = await openScene({
      log: openLog('json', line => log.push(line)),
      smtp: { url: await smtp.start(), from: 'Einlass <desk@shopwerk.example>' },
      connectors: needs => [connectShopware(needs), connectWordpress(needs), leaky(needs)],
    })
    shop.time = scene.desk.time.now
    await live()
  })
  after(async () => {
    globalThis.fetch = ordinaryFetch
    clearInterval(watching)
    await scene?.desk.close()
    await shop.stop()
    await smtp.stop()
  })

  function readArgumentLists(): void {
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name)))
      try {
        argumentLists.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      } catch {
        // It ended meanwhile.
      }
  }

  async function live(): Promise<void> {
    const { desk } = scene
    const { cast } = desk
    know('master key', Buffer.alloc(32, 1).toString('base64url'))
    know('secret of a one-time code', demoTotpSecret.toString('hex'))

    // Passwords: a new one, signing in with it, wrong ones, one in a body that is no JSON, one in an address.
    const password = know('password', plant('password'))
    const olga = await desk.as('olga')
    assert.equal((await olga.put('/me/password', { password })).status, 200)
    const door = newDoor(desk.url)
    await door.sends('/sign-in', { address: people.olga.address, password })
    know('session', door.cookies.get('einlass-session'))
    const wrong = know('wrong password', plant('wrong-password'))
    const refused = newDoor(desk.url)
    const page = await refused.sends('/sign-in', { address: people.olga.address, password: wrong })
    answered.push(page.text, JSON.stringify([...page.headers]))
    await desk.anybody.post('/session', { address: people.olga.address, password: wrong })
    await desk.anybody.post('/session', { address: wrong, password: { wrong } })
    await ordinaryFetch(`${desk.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password": "${wrong}`,
    }).then(async answer => answered.push(await answer.text()))
    await desk.anybody.get(`/me?password=${wrong}`)
    await desk.anybody.get(`/accounts/${wrong}/grants`)

    // One-time codes, recovery codes.
    const sam = await desk.as('sam')
    const noor = await desk.as('noor')
    desk.time.pass(11 * 60_000)
    know('one-time code', await desk.codeOf('sam'))
    assert.equal((await sam.post('/me/proof', { code: secrets.get('one-time code') })).status, 200)
    const recovery = await sam.post('/me/recovery-codes')
    know('recovery code', recovery.body.recoveryCodes[0])
    const totp = await (await desk.as('noor')).post('/me/totp')
    know('secret of an app', totp.body.secret)

    // API keys, right and wrong.
    const key = await sam.post('/me/api-keys', { name: 'CI', scopes: ['read'], days: 3 })
    know('API key', key.body.key)
    for (const token of [key.body.key, plant('api-key')])
      await fetch(`${desk.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    know('wrong API key', plant('api-key'))

    // Links in mails: of a password, of an invitation, of an address.
    await newDoor(desk.url).sends('/forgot-password', { address: people.noor.address })
    await noor.post('/me/address-change', { address: 'noor@elsewhere.example' })
    const fresh = await desk.as('olga')
    await fresh.post(`/accounts/${cast.accounts.olga}/invitations`, {
      name: 'Ida',
      address: 'ida@kaffeerad.example',
      language: 'de',
      role: 'viewer',
    })
    const codes = await desk.sql<{ code: string }>('select code from plumbing.mails where code is not null')
    assert.ok(codes.length >= 2)
    for (const [i, { code }] of codes.entries()) know(`link in mail ${i}`, code)

    // The gate: its key, a ticket, the cookie of an entry, and a ticket that was used.
    know('key of the gate', cast.shops['kaffeerad']!.gateKey ?? undefined)
    await scene.everybodySignsInAnew()
    await scene.turnOn('kaffeerad', ['sam'])
    const ticket = await sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, { to: '/admin' })
    know('ticket', ticket.body.ticket)
    const arrived = await arrive(desk, 'kaffeerad', ticket.body.ticket)
    const cookie = arrived.headers['set-cookie']![0]!.split(';')[0]!
    know('cookie of an entry', cookie.slice(cookie.indexOf('=') + 1))
    const again = await arrive(desk, 'kaffeerad', ticket.body.ticket)
    answered.push(again.text, JSON.stringify(again.headers))
    const asked = await askGate(desk, 'kaffeerad', `${cookie}x`)
    answered.push(asked.text, JSON.stringify(asked.headers))

    // Systems: one that works, one that is refused, one that throws its credential about.
    const dora = await desk.as('dora')
    await connectAs(await desk.as('olga'), dora, 'kaffeerad', {
      system: 'shopware',
      address: shop.address,
      login: shop.accessKey,
      credential: shop.secretAccessKey,
      options: { role: 'administrator' },
    })
    await connectAs(await desk.as('olga'), dora, 'roesterei', {
      system: 'leaky',
      address: 'https://shop.example',
      login: 'einlass',
      credential: know('credential of a system that throws', plant('thrown')),
    })
    const inAddress = know('credential in an address', plant('in-address'))
    for (const address of [`https://einlass:${inAddress}@127.0.0.1:1`, `shop//einlass:${inAddress}@[shop`]) {
      const written = await (await desk.as('noor')).put(connectionOf('tulpenkas'), {
        system: 'wordpress',
        address,
        login: 'einlass',
        credential: inAddress,
      })
      assert.equal(written.status, 400, 'a credential has a place of its own')
    }
    await connectAs(await desk.as('noor'), dora, 'tulpenkas', {
      system: 'wordpress',
      address: 'https://127.0.0.1:1',
      login: 'einlass',
      credential: know('credential of a dead shop', plant('dead')),
    })
    const grants = [
      await visit('kaffeerad', 'shopware'),
      await visit('roesterei', 'leaky'),
      await visit('tulpenkas', 'wordpress'),
    ]
    // What cannot be made fails for itself, and says so.
    await desk.round.tend()
    const [made] = await desk.sql<{ id: string; account_id: string }>(
      "select id, account_id from access.artefacts where system = 'shopware' and present_at is not null",
    )
    assert.ok(made, 'the visitor’s account in the shop was made')
    const vault = openVault(desk.kernel.database, desk.keys)
    const held = { accountId: made.account_id, keeper: `artefact:${made.id}`, name: 'password' }
    const login = await desk.kernel.database.within(made.account_id, tx => readSecret(tx, vault, held))
    know('password of a visitor', login?.toString())

    // A vault that does not open: another master key on the same database.
    const shut = await desk.secondNode({ keys: deriveKeys(Buffer.alloc(32, 7)) })
    const olgaThere = newClient(shut.url, (await desk.as('olga')).cookie)
    await olgaThere.put(connectionOf('kaffeerad'), {
      system: 'shopware',
      address: shop.address,
      login: shop.accessKey,
      credential: know('credential at a shut vault', plant('shut-vault')),
      options: {},
    })
    await shut.round.tend().catch(() => undefined)

    // The end, its alarms and everything that is told.
    for (const [shopName, grant] of grants)
      await record(desk.kernel, { accounts: [scene.accountOf(shopName)], by: { rule: 'clock' } }, r =>
        endAccess(r, scene.accountOf(shopName), [grant], 'revoked'),
      )
    for (let i = 0; i < 12; i++) {
      desk.time.pass(10_000)
      shop.time += 10_000
      await desk.round.tend()
      await desk.round.tell()
    }
    await desk.round.tellTheRest()
    await desk.round.daily()
    assert.ok(smtp.received.length > 5)
    exported = await exportEverything(grants.map(([name, grant]) => [name, grant]))
  }

  const connectionOf = (name: 'kaffeerad' | 'roesterei' | 'tulpenkas') =>
    `/accounts/${scene.accountOf(name)}/shops/${scene.shopId(name)}/connection`

  async function connectAs(
    owner: Client,
    dora: Client,
    name: 'kaffeerad' | 'roesterei' | 'tulpenkas',
    body: object,
  ): Promise<void> {
    const allowed = await dora.put(`/provider/shops/${scene.shopId(name)}/private-address`, { allowed: true })
    assert.equal(allowed.status, 200, JSON.stringify(allowed.body))
    const connected = await owner.put(connectionOf(name), body)
    assert.equal(connected.status, 200, JSON.stringify(connected.body))
    answered.push(JSON.stringify(connected.body))
    await owner.post(`${connectionOf(name)}/test`)
    answered.push(JSON.stringify((await owner.get(connectionOf(name))).body.connection?.test))
  }

  async function visit(name: 'kaffeerad' | 'roesterei' | 'tulpenkas', system: string) {
    const grant = await scene.give(name, 'ines', ['shop.view'], {
      endsAt: scene.desk.time.now + 3 * day,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: scene.accountOf(name),
          resourceId: scene.shopId(name),
          grantId,
          system,
          kind: 'admin',
          sharedAs: '',
          reference: { mailbox: 'visit-1@desk.example', person: 'Ines' },
        }),
    })
    return [name, grant] as const
  }

  async function exportEverything(
    grants: readonly (readonly ['kaffeerad' | 'roesterei' | 'tulpenkas', string])[],
  ): Promise<string[]> {
    const texts: string[] = []
    const clients = { olga: await scene.desk.as('olga'), noor: await scene.desk.as('noor') }
    for (const [name, grant] of grants) {
      const client = name === 'tulpenkas' ? clients.noor : clients.olga
      const account = `/accounts/${scene.accountOf(name)}`
      for (const path of [
        '/ledger',
        '/timeline',
        '/timeline.csv?language=de',
        `/grants/${grant}/receipt`,
        '/unconfirmed-endings',
      ]) {
        const { status, body } = await client.get(account + path)
        assert.equal(status, 200, path)
        texts.push(typeof body === 'string' ? body : JSON.stringify(body))
      }
    }
    const dora = await scene.desk.as('dora')
    for (const path of ['/provider/health', '/provider/mails?state=all', '/provider/unconfirmed-endings'])
      texts.push(JSON.stringify((await dora.get(path)).body))
    return texts
  }

  const find = (where: string, texts: Iterable<string>, but?: (what: string) => boolean) =>
    findSecrets(secrets, where, texts, but)
  /** A code of six digits is somewhere in any long number: it is looked for only where it would stand alone. */
  const tooShort = (what: string) => what === 'one-time code'

  test('had every kind of secret in it, and was long enough to mean something', () => {
    assert.ok(secrets.size >= 18, [...secrets.keys()].join(', '))
    assert.ok(answered.length > 60)
    assert.ok(log.length > 0, 'a shut vault is an error that is logged')
    assert.ok(argumentLists.size > 5)
    assert.ok(exported.some(text => text.includes('ending.unconfirmed')))
  })

  test('leaves none in the log, at any level', () => {
    assert.deepEqual(find('the log', log, tooShort), [])
    assert.ok(!log.some(line => new RegExp(`\\D${secrets.get('one-time code')}\\D`).test(line)))
  })

  test('the search finds what is said, and the log cuts out what looks like a secret', () => {
    const lines: string[] = []
    const loud = openLog('json', line => lines.push(line))
    const secret = secrets.get('password')!
    loud.info(`the visitor said ${secret} and nobody noticed`)
    assert.equal(find('the log', lines).length, 1, 'a search that cannot find proves nothing')

    lines.length = 0
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
      const error = Object.assign(
        new Error(`GET https://u:${secret}@shop.example?token=${secret} with Bearer ${secret}`, {
          cause: new Error(`{"password":"${secret}"}`),
        }),
        { detail: `Key (value)=(${secret}) already exists.`, config: { headers: { cookie: secret } } },
      )
      loud[level](
        { err: error, password: secret, request: { cookie: secret, authorization: secret } },
        'It failed',
      )
      loud[level](`https://u:${secret}@shop.example answered, secret=${secret}`)
      loud[level]({ err: new AggregateError([error], `1 of them failed; the first: ${error}`) }, 'Two failed')
    }
    assert.equal(lines.length, 18)
    assert.deepEqual(find('the log', lines), [])
  })

  test('leaves none in a mail, but for the code of its own link', () => {
    const texts = smtp.seen.map(({ text }) => text.replaceAll('=\r\n', ''))
    assert.deepEqual(
      find('a mail', texts, what => what.startsWith('link in mail') || tooShort(what)),
      [],
    )
    for (const what of [...secrets.keys()].filter(name => name.startsWith('link in mail')))
      assert.ok(
        texts.filter(text => text.includes(secrets.get(what)!)).length <= 1,
        `${what} stands in one mail at most`,
      )
  })

  test('leaves none in the ledger and its exports, in receipts and in what the desk tells of itself', () => {
    assert.deepEqual(find('an export', exported, tooShort), [])
  })

  test('leaves none in a refusal or in the headers of any answer', () => {
    assert.deepEqual(find('an answer', answered, tooShort), [])
  })

  test('leaves none in the argument list of any process', () => {
    assert.deepEqual(find('an argument list', argumentLists, tooShort), [])
  })

  test('leaves none in a temporary file', () => {
    const files = globSync('*', { cwd: tmpdir(), withFileTypes: true })
      .filter(one => one.name.startsWith('einlass') || one.isFile())
      .flatMap(one =>
        one.isFile()
          ? [join(one.parentPath, one.name)]
          : globSync('**/*', { cwd: join(one.parentPath, one.name), withFileTypes: true })
              .filter(file => file.isFile())
              .map(file => join(file.parentPath, file.name)),
      )
      .filter(isOfThisStory)
    // The files of the database are looked at below, and a link waits in one of them for its mail to leave.
    const texts = files
      .filter(file => !/\/(base|pg_wal|pg_[a-z]+|global)\//.test(file))
      .map(file => readFileSync(file, 'latin1'))
    assert.deepEqual(
      find('a temporary file', texts, what => tooShort(what) || what === 'master key'),
      [],
    )
  })
  function isOfThisStory(file: string): boolean {
    try {
      const { mtimeMs, size } = statSync(file)
      return mtimeMs >= beganAt && size < 20_000_000
    } catch {
      return false
    }
  }

  test('leaves none in the database that is not meant to be read there', async () => {
    const tables = await scene.desk.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    )
    assert.ok(tables.length > 30)
    // Bytes are shown as hex, which is one of the forms that are searched.
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await scene.desk.sql<{ row: string }>(`select t::text as row from ${name} t`)
      found.push(
        ...find(
          name,
          rows.map(one => one.row),
          tooShort,
        ),
      )
    }
    assert.deepEqual(found, [])
  })
  test('leaves none in the files of the database and its log of changes, but for links that waited for their mail', async () => {
    await scene.desk.kernel.database.within(scene.accountOf('kaffeerad'), tx =>
      keepSecret(
        tx,
        openVault(scene.desk.kernel.database, scene.desk.keys),
        {
          accountId: scene.accountOf('kaffeerad'),
          keeper: 'test:last',
          name: 'last',
          value: know('last secret of the story', plant('last')),
        },
        new Date(scene.desk.time.now),
      ),
    )
    await scene.desk.sql('checkpoint')
    const [where] = await scene.desk.sql<{ folder: string; database: number }>(
      `select current_setting('data_directory') as folder, oid::int as database from pg_database where datname = current_database()`,
    )
    const files = [`base/${where!.database}/*`, 'pg_wal/*'].flatMap(pattern =>
      globSync(pattern, { cwd: where!.folder, withFileTypes: true })
        .filter(file => file.isFile())
        .map(file => join(file.parentPath, file.name))
        .filter(file => statSync(file).mtimeMs >= beganAt),
    )
    assert.ok(files.length > 10)
    const found = files.flatMap(file =>
      find(
        'a file of the database',
        [readFileSync(file, 'latin1')],
        what =>
          tooShort(what) ||
          what.startsWith('link in mail') ||
          // Of every person of the cast, in every database of these tests: not of this story.
          what === 'secret of a one-time code',
      ).map(sentence => sentence.slice(0, 200)),
    )
    assert.deepEqual(found, [])
  })
})
