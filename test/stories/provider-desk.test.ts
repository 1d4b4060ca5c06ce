// The provider's desk sees for itself what works and what does not: every trouble is brought about and must be named,
// and when it is over it must not be.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { record } from '#server/access/record.ts'
import { newId, newSecret } from '#server/plumbing/ids.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { type Client, day, hour, startTestDesk, type TestDesk } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { enterShop } from '../gate.ts'

const minute = 60_000

type Trouble = { code: string; count: number; since: string | null }

describe('health', () => {
  let scene: Scene
  let dora: Client
  before(async () => {
    scene = await openScene()
    dora = await scene.desk.as('dora')
  })
  beforeEach(async () => {
    dora = await scene.desk.as('dora')
  })
  after(() => scene.desk.close())

  const read = async () => {
    const { status, body } = await dora.get('/provider/health')
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const trouble = async (code: string): Promise<Trouble | undefined> =>
    ((await read()).troubles as Trouble[]).find(one => one.code === code)

  test('is for the desk alone', async () => {
    for (const path of ['health', 'mails', 'unconfirmed-endings', 'policy/sign-in']) {
      assert.equal((await scene.olga.get(`/provider/${path}`)).status, 404, path)
      assert.equal((await scene.sam.get(`/provider/${path}`)).status, 403, path)
      assert.equal((await scene.desk.anybody.get(`/provider/${path}`)).status, 401, path)
    }
  })

  test('counts what there is', async () => {
    const before = await read()
    await scene.turnOn('kaffeerad', ['sam'])
    await scene.enter('kaffeerad', 'sam')
    const now = await read()
    assert.equal(now.accounts, 2)
    assert.equal(now.people, before.people)
    assert.ok(now.people >= 5)
    assert.equal(now.openGrants - before.openGrants, 1)
    assert.equal(now.liveEntries - before.liveEntries, 1)
  })

  test('says what it is, without a secret and without a person', async () => {
    const { diagnostics, supportString } = await read()
    const names = diagnostics.map((one: { name: string }) => one.name)
    for (const name of [
      'einlass',
      'node',
      'postgresql',
      'database',
      'memory',
      'uptime',
      'zone',
      'key',
      'mail',
    ])
      assert.ok(names.includes(name), name)
    for (const { name, value } of diagnostics as { name: string; value: string }[])
      assert.ok(supportString.includes(`${name}=${value.replaceAll(/\s+/g, '_')}`), name)
    assert.match(supportString, /troubles=.*mail-not-set-up:1/)
    const said = JSON.stringify([diagnostics, supportString])
    const people = await scene.desk.sql<{ name: string; address: string; password_hash: string | null }>(
      'select name, address, password_hash from people.persons',
    )
    const secrets = [
      scene.desk.runtimeUrl,
      scene.desk.keys.derive('ticket').toString('base64url'),
      ...people.flatMap(person => [person.name, person.address]),
    ]
    for (const secret of secrets) assert.ok(!said.includes(secret), secret)
    assert.ok(!supportString.includes('\n'))
  })

  test('mail: not set up, waiting, given up', async () => {
    const { kernel, time } = scene.desk
    assert.equal((await trouble('mail-not-set-up'))?.count, 1)
    const letter = {
      kind: 'test',
      to: 'somebody@example.org',
      language: 'en',
      subject: 's',
      plain: 'p',
      html: 'h',
      thread: newId(time.now),
    }
    await scene.desk.sql('delete from plumbing.mails')
    const queuedAt = time.now
    await kernel.database.within('', tx => queueMail(tx, letter, new Date(queuedAt)))
    time.pass(15 * minute)
    assert.equal(await trouble('mail-waits'), undefined, 'within a quarter of an hour that is nothing')
    time.pass(1)
    assert.deepEqual(await trouble('mail-waits'), {
      code: 'mail-waits',
      count: 1,
      since: new Date(queuedAt).toISOString(),
    })
    await scene.desk.sql(`update plumbing.mails set given_up_at = $1, error = 'no such mailbox'`, [
      new Date(time.now),
    ])
    assert.equal(await trouble('mail-waits'), undefined)
    assert.equal((await trouble('mail-given-up'))?.since, new Date(time.now).toISOString())
    assert.deepEqual((await read()).mail, {
      setUp: false,
      queued: 0,
      oldestQueuedAt: null,
      sentLastDay: 0,
      givenUp: 1,
      error: null,
    })
    await scene.desk.sql(`update plumbing.mails set given_up_at = null, error = null, sent_at = $1`, [
      new Date(time.now),
    ])
    assert.equal((await read()).mail.sentLastDay, 1)
  })

  test('an ending that nobody confirms is named after a minute, and listed with what it waits for', async () => {
    const account = scene.accountOf('kaffeerad')
    const [grant] = (await scene.turnOn('kaffeerad', ['ines'])) as [string]
    await scene.desk.as('ines').then(client => Object.assign(scene.clients.ines, client))
    const { id: artefact } = await record(
      scene.desk.kernel,
      { accounts: [account], by: { rule: 'import' } },
      async r => {
        const id = newId(r.now)
        await r.tx
          .insertInto('access.artefacts')
          .values({
            id,
            account_id: account,
            resource_id: scene.shopId('kaffeerad'),
            system: 'elsewhere',
            kind: 'admin user',
            shared_as: 'visits@provider.test',
            wanted_at: r.at,
            present_at: r.at,
          })
          .execute()
        await r.tx
          .insertInto('access.artefact_grants')
          .values({ account_id: account, artefact_id: id, grant_id: grant })
          .execute()
        return { id }
      },
    )
    const olga = await scene.desk.as('olga')
    const endedAt = scene.desk.time.now
    assert.equal((await olga.post(`/accounts/${account}/grants/${grant}/ending`)).status, 200)
    // The desk tries to clear it, and no such system is set up.
    await scene.desk.round.tend()
    assert.equal((await trouble('artefacts-in-error'))?.count, 1)
    scene.desk.time.pass(minute)
    assert.equal(await trouble('endings-not-confirmed'), undefined)
    scene.desk.time.pass(1)
    assert.deepEqual(await trouble('endings-not-confirmed'), {
      code: 'endings-not-confirmed',
      count: 1,
      since: new Date(endedAt).toISOString(),
    })
    assert.equal((await olga.get(`/accounts/${account}/grants/count`)).body.unconfirmed, 1)
    const { body } = await dora.get('/provider/unconfirmed-endings')
    assert.equal(body.next, null)
    const [one, ...more] = body.items
    assert.deepEqual(more, [])
    assert.deepEqual(
      [one.grantId, one.account.name, one.resource.name, one.subject, one.cause, one.endingAt],
      [grant, 'Kaffeerad', 'Kaffeerad', 'Ines Kurz', 'revoked', new Date(endedAt).toISOString()],
    )
    assert.equal(one.waitsFor.length, 1)
    assert.equal(one.waitsFor[0].what, 'elsewhere: admin user')
    assert.match(one.waitsFor[0].error, /elsewhere/)

    await scene.desk.sql(
      `update access.artefacts set gone_at = now(), witness = '{}', error = null, error_at = null where id = $1`,
      [artefact],
    )
    await scene.desk.round.tend()
    assert.equal(await trouble('endings-not-confirmed'), undefined)
    assert.equal(await trouble('artefacts-in-error'), undefined)
    assert.deepEqual((await dora.get('/provider/unconfirmed-endings')).body.items, [])
  })

  test('unconfirmed endings come page by page, the oldest first', async () => {
    const account = scene.accountOf('tulpenkas')
    const ids = []
    for (let i = 0; i < 3; i++) {
      ids.push(await scene.give('tulpenkas', 'sam', ['shop.view'], { endsAt: scene.desk.time.now + day }))
      await scene.desk.sql(
        `update access.grants set ending_at = $1, ending_cause = 'revoked' where id = $2`,
        [new Date(scene.desk.time.now), ids[i]],
      )
      scene.desk.time.pass(hour)
    }
    dora = await scene.desk.as('dora')
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await dora.get(`/provider/unconfirmed-endings?limit=1${cursor}`)
      seen.push(...body.items.map((one: { grantId: string }) => one.grantId))
      if (!body.next) break
      cursor = `&cursor=${encodeURIComponent(body.next)}`
    }
    assert.deepEqual(seen, ids)
    await scene.desk.sql(`update access.grants set ended_at = now(), witness = '[]' where account_id = $1`, [
      account,
    ])
  })

  test('a request that nobody answers for a day', async () => {
    const sam = await scene.desk.as('sam')
    const before = (await read()).waitingRequests
    const asked = await sam.post('/provider/requests', {
      shopId: scene.shopId('tulpenkas'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    assert.equal((await read()).waitingRequests - before, 1)
    assert.equal(await trouble('requests-stuck'), undefined)
    scene.desk.time.pass(day + 1)
    dora = await scene.desk.as('dora')
    assert.equal((await trouble('requests-stuck'))?.count, 1)
  })

  test('agents without a second factor, and owners who cannot sign in at all', async () => {
    const before = (await trouble('agents-without-second-factor'))?.count ?? 0
    const { people, supportTeam, provider } = scene.desk.cast
    const person = newId(scene.desk.time.now)
    await scene.desk.sql(
      `insert into people.persons (id, name, address, language, made_at) values ($1, 'Nils', 'nils@example.org', 'de', now())`,
      [person],
    )
    await scene.desk.sql(
      `insert into access.team_members (team_id, person_id, account_id, joined_at) values ($1, $2, $3, now())`,
      [supportTeam, person, provider],
    )
    assert.equal((await trouble('agents-without-second-factor'))?.count, before + 1)
    const passkey = `insert into people.passkeys (id, person_id, credential_id, public_key, sign_count, device_type, name, made_at)
       values ($1, $2, $3, '', 0, 'singleDevice', 'key', now())`
    await scene.desk.sql(passkey, [newId(0), person, newSecret()])
    assert.equal((await trouble('agents-without-second-factor'))?.count ?? 0, before)

    assert.equal(await trouble('owners-not-ready'), undefined)
    await scene.desk.sql(
      'update people.persons set password_hash = null, password_set_at = null where id = $1',
      [people.noor],
    )
    assert.equal((await trouble('owners-not-ready'))?.count, 1)
    await scene.desk.sql(passkey, [newId(0), people.noor, newSecret()])
    assert.equal(await trouble('owners-not-ready'), undefined)
  })

  test('chains that nobody signs', async () => {
    await scene.desk.round.daily()
    scene.desk.time.pass(27 * hour)
    dora = await scene.desk.as('dora')
    assert.equal(await trouble('checkpoints-late'), undefined, 'nothing has happened since')
    await record(
      scene.desk.kernel,
      { accounts: [scene.accountOf('tulpenkas')], by: { rule: 'clock' } },
      async r => r.fact('policy.changed', {}, {}),
    )
    const since = new Date(scene.desk.time.now).toISOString()
    assert.equal(await trouble('checkpoints-late'), undefined, 'there is time')
    scene.desk.time.pass(26 * hour + 1)
    dora = await scene.desk.as('dora')
    assert.deepEqual(await trouble('checkpoints-late'), { code: 'checkpoints-late', count: 1, since })
    await scene.desk.round.daily()
    assert.equal(await trouble('checkpoints-late'), undefined)
  })

  test('the worst comes first', async () => {
    const order = [
      'notifications-lost',
      'endings-not-confirmed',
      'artefacts-in-error',
      'agents-without-second-factor',
      'plain-http',
      'checkpoints-late',
      'mail-not-set-up',
      'mail-given-up',
      'mail-waits',
      'requests-stuck',
      'holder-changes-wait',
      'owners-not-ready',
    ]
    const codes = ((await read()).troubles as Trouble[]).map(one => one.code)
    assert.ok(codes.length > 1)
    assert.deepEqual(
      codes,
      order.filter(code => codes.includes(code)),
    )
  })
})

test('a desk that is reached without HTTPS from elsewhere says so, and one on this machine does not', async () => {
  for (const [url, expected] of [
    ['http://desk.example', true],
    ['http://localhost:8080', false],
    ['https://desk.example', false],
  ] as const) {
    await using desk = await startTestDesk({ url })
    const { body } = await (await desk.as('dora')).get('/provider/health')
    assert.equal(
      body.troubles.some((one: Trouble) => one.code === 'plain-http'),
      expected,
      url,
    )
  }
})

test('a desk whose notifications are lost says since when', async () => {
  await using desk = await startTestDesk()
  const dora = await desk.as('dora')
  const codes = async () =>
    ((await dora.get('/provider/health')).body.troubles as Trouble[]).map(one => one.code)
  assert.ok(!(await codes()).includes('notifications-lost'))
  await desk.hearing.stop()
  await new Promise(resolve => setTimeout(resolve, 2_100))
  const { body } = await dora.get('/provider/health')
  const [first] = body.troubles as Trouble[]
  assert.equal(first!.code, 'notifications-lost')
  assert.ok(Date.parse(first!.since!) < desk.time.now)
})

describe('the post', () => {
  let desk: TestDesk
  let dora: Client
  before(async () => {
    desk = await startTestDesk()
    dora = await desk.as('dora')
    await desk.sql('delete from plumbing.mails')
  })
  after(() => desk.close())

  const queue = (subject: string, more: { code?: string; plain?: string } = {}) =>
    desk.kernel.database.within('', tx =>
      queueMail(
        tx,
        {
          kind: 'test',
          to: 'olga@kaffeerad.example',
          language: 'de',
          subject,
          plain: 'secret words',
          html: 'secret words',
          thread: newId(0),
          ...more,
        },
        new Date(desk.time.now),
      ),
    )
  const list = async (query: string) => {
    const { status, body } = await dora.get(`/provider/mails?${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body.items as { id: string; can: { sendAgain: unknown } }[]
  }
  const ids = async (query: string) => (await list(query)).map(mail => mail.id)
  const again = (id: string) => dora.post(`/provider/mails/${id}/sending`, {})

  test('lists what waits, what failed and what was sent, newest first and without its text', async () => {
    const all: string[] = []
    for (const subject of ['waits', 'failed', 'sent', 'came back']) all.push(await queue(subject))
    const [waits, failed, sent, back] = all as [string, string, string, string]
    const at = new Date(desk.time.now)
    await desk.sql(`update plumbing.mails set given_up_at = $1, error = 'no', tries = 21 where id = $2`, [
      at,
      failed,
    ])
    await desk.sql('update plumbing.mails set sent_at = $1 where id = $2', [at, sent])
    await desk.sql(
      `update plumbing.mails set sent_at = $1, bounced_at = $1, given_up_at = $1, error = 'unknown' where id = $2`,
      [at, back],
    )
    assert.deepEqual(await ids(''), all.toReversed())
    assert.deepEqual(await ids('state=waiting'), [waits])
    assert.deepEqual(await ids('state=failed'), [back, failed])
    assert.deepEqual(await ids('state=sent'), [sent])
    assert.deepEqual(
      (await list('')).map(mail => mail.can.sendAgain),
      [true, 'conflict', true, true],
    )
    assert.ok(!JSON.stringify(await list('')).includes('secret words'))
  })

  test('page by page, also among mails of the same millisecond', async () => {
    for (let i = 0; i < 5; i++) await queue(`mail ${i}`)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await dora.get(`/provider/mails?limit=2${cursor}`)
      seen.push(...body.items.map((mail: { id: string }) => mail.id))
      if (!body.next) break
      cursor = `&cursor=${body.next}`
    }
    assert.deepEqual(seen, await ids('limit=100'))
    assert.equal((await dora.get('/provider/mails?cursor=x')).status, 400)
  })

  test('tries again what was given up or came back; what was delivered is not sent twice', async () => {
    const [back, failed] = (await ids('state=failed')) as [string, string]
    const [sent] = (await ids('state=sent')) as [string]
    for (const id of [failed, back]) {
      const { status, body } = await again(id)
      assert.equal(status, 200, JSON.stringify(body))
      assert.deepEqual([body.givenUpAt, body.sentAt, body.tries], [null, null, 0])
      assert.ok(Date.parse(body.nextTryAt) <= desk.time.now)
    }
    assert.deepEqual(await ids('state=failed'), [])
    assert.equal((await again(sent)).status, 409)
    assert.equal((await again(newId(0))).status, 404)
    assert.equal((await (await desk.as('sam')).post(`/provider/mails/${failed}/sending`, {})).status, 403)
  })

  test('does not send a link whose code is gone', async () => {
    const id = await queue('link', { code: newSecret(), plain: 'open https://desk.example/#{{code}}' })
    const waiting = (await list('state=waiting')).find(mail => mail.id === id)
    assert.equal(waiting?.can.sendAgain, true)
    await desk.sql(
      `update plumbing.mails set sent_at = now(), bounced_at = now(), given_up_at = now(), error = 'no', code = null where id = $1`,
      [id],
    )
    assert.equal((await again(id)).status, 409)
  })
})

describe('what the provider demands', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())
  const path = '/provider/policy/sign-in'
  const standard = {
    ownersNeedSecondFactor: false,
    transferWaitDays: 3,
    standardZone: 'Europe/Berlin',
    standardRegion: 'DE-BE',
  }
  /** Signed in by a password alone. */
  async function byPassword(name: 'olga' | 'noor' | 'sam'): Promise<Client> {
    const client = await scene.desk.as(name)
    await scene.desk.sql(
      `update people.sessions set methods = '{password}' where id = (
         select id from people.sessions where person_id = $1 order by begun_at desc, id desc limit 1)`,
      [scene.desk.cast.people[name]],
    )
    return client
  }

  test('is read, and changed within its bounds by whoever has just proven who he is', async () => {
    const { body } = await scene.dora.get(path)
    const { ownersWithoutSecondFactor, ...policy } = body
    assert.deepEqual(policy, standard)
    assert.equal(ownersWithoutSecondFactor, 2, 'Olga and Noor')
    for (const [wrong, code] of [
      [{ transferWaitDays: 32 }, 'invalid-input'],
      [{ transferWaitDays: -1 }, 'invalid-input'],
      [{ standardZone: 'Europe/Atlantis' }, 'no-such-zone'],
      [{ standardRegion: 'DE' }, 'no-such-region'],
    ] as const) {
      const refused = await scene.dora.put(path, { ...standard, ...wrong })
      assert.deepEqual([refused.status, refused.body.code], [400, code])
    }
    const changed = await scene.dora.put(path, {
      ...standard,
      transferWaitDays: 7,
      standardZone: 'europe/vienna',
    })
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.equal(changed.body.transferWaitDays, 7)
    assert.equal(changed.body.standardZone, 'Europe/Vienna')
    const facts = await scene.factsOf(scene.desk.cast.provider, 'policy.changed')
    assert.equal(facts.length, 1)
    assert.equal(facts[0]!.by_person, scene.desk.cast.people.dora)
    assert.equal(facts[0]!.data['transferWaitDays'], 7)
    await scene.dora.put(path, { ...standard, transferWaitDays: 7, standardZone: 'Europe/Vienna' })
    assert.equal(
      (await scene.factsOf(scene.desk.cast.provider, 'policy.changed')).length,
      1,
      'nothing changed',
    )
    assert.equal((await scene.sam.put(path, standard)).status, 403)
    scene.desk.time.pass(10 * minute)
    assert.equal((await scene.dora.put(path, standard)).body.code, 'fresh-proof-needed')
  })

  test('a second factor: sessions of owners and members without one end at once, the others stay', async () => {
    const dora = await scene.desk.as('dora')
    const [olga, noor] = [await byPassword('olga'), await byPassword('noor')]
    const withFactor = await scene.desk.as('olga')
    const agent = await byPassword('sam')
    await scene.turnOn('kaffeerad', ['sam'])
    // What the owner entered from such a session closes with it; her grant stays.
    const own = await scene.give('kaffeerad', 'olga', ['shop.view'])
    const inside = await enterShop(scene.desk, 'kaffeerad', olga)
    const agentInside = await enterShop(scene.desk, 'kaffeerad', agent)
    for (const client of [olga, noor, withFactor, agent]) assert.equal((await client.get('/me')).status, 200)

    const wanted = { ...standard, ownersNeedSecondFactor: true }
    const changed = await dora.put(path, wanted)
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.equal(changed.body.ownersNeedSecondFactor, true)
    assert.equal((await olga.get('/me')).status, 401)
    await scene.assertRefused('kaffeerad', inside)
    await scene.assertInside('kaffeerad', agentInside)
    assert.equal((await scene.grantOf(own)).ending_at, null)
    assert.equal((await noor.get('/me')).status, 401)
    assert.equal((await withFactor.get('/me')).status, 200)
    // Of agents more is demanded anyway, when they sign in.
    assert.equal((await agent.get('/me')).status, 200)
    const ended = await scene.desk.sql<{ ended_cause: string }>(
      `select ended_cause from people.sessions where ended_cause is not null`,
    )
    assert.deepEqual(new Set(ended.map(session => session.ended_cause)), new Set(['sign-in-changed']))

    // Demanded already: a change of something else ends nothing.
    const later = await byPassword('olga')
    await dora.put(path, { ...wanted, transferWaitDays: 5 })
    assert.equal((await later.get('/me')).status, 200)
    // Whoever changes one thing does not undo what a colleague changed meanwhile.
    const part = await dora.put(path, { transferWaitDays: 6 })
    assert.deepEqual([part.body.transferWaitDays, part.body.ownersNeedSecondFactor], [6, true])
    assert.equal((await dora.put(path, { ownersNeedSecondFactor: false })).body.transferWaitDays, 6)
  })
})
