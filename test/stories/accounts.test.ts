// The provider's desk makes accounts, adds and removes shops, and gets people to sign in for the first time.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { linkLivesMs, lookAtLink } from '#server/people/links.ts'
import { type Answered, type Client, monday, startTestDesk, type TestDesk } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { codeMailedTo, givePassword, mailsTo, signInAs } from '../person.ts'

const nobody = '0197a000-0000-7000-8000-000000000000'
let desk: TestDesk & AsyncDisposable
let dora: Client
before(async () => {
  desk = await startTestDesk({ origins: { kaffeerad: 'http://kaffeerad.example' } })
  dora = await desk.as('dora')
})
after(() => desk.close())

let made = 0
function wanted(more: object = {}) {
  made += 1
  return {
    name: `Hutladen ${made}`,
    zone: 'Europe/Berlin',
    region: 'DE-BE',
    owner: { name: 'Nils Neu', address: `nils${made}@hutladen.example`, language: 'de' },
    shops: [{ name: 'Hutladen', origin: `https://hutladen${made}.example` }],
    ...more,
  }
}
async function makeAccount(more: object = {}): Promise<Answered['body']> {
  const answer = await dora.post('/provider/accounts', wanted(more))
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
const factsOf = (accountId: string, kind: string) =>
  desk.sql<{ by_person: string | null; person_id: string | null; data: Record<string, unknown> }>(
    'select * from access.facts where account_id = $1 and kind = $2 order by seq',
    [accountId, kind],
  )

describe('an account is made', () => {
  test('without any password: a new owner is mailed a link that lasts a week', async () => {
    const account = await makeAccount({ reference: 'K-1' })
    const [mail, ...more] = await mailsTo(desk, 'nils1@hutladen.example')
    assert.equal(mail!.kind, 'first-password')
    assert.equal(more.length, 0)
    const code = await codeMailedTo(desk, 'nils1@hutladen.example', 'first-password')
    const link = await desk.kernel.database.within('', tx =>
      lookAtLink(tx, 'password', code, new Date(desk.time.now)),
    )
    assert.equal(link.personId, account.owner.id)
    assert.equal(link.expiresAt.getTime(), desk.time.now + linkLivesMs['first-password'])
    assert.equal(JSON.stringify(account).includes(code), false, 'the answer holds no link')
  })

  test('for an owner who signs in already without a mail; his name stays his own', async () => {
    const account = await makeAccount({
      owner: { name: 'Somebody Else', address: 'OLGA@kaffeerad.example', language: 'nl' },
    })
    assert.deepEqual(account.owner, { id: desk.cast.people.olga, name: 'Olga Ostermann' })
    assert.deepEqual(await mailsTo(desk, 'olga@kaffeerad.example', 'first-password'), [])
  })

  test('once for each reference and each origin, and otherwise not at all', async () => {
    await makeAccount({ reference: 'K-2' })
    refused(await dora.post('/provider/accounts', wanted({ reference: 'K-2' })), 409, 'reference-is-taken')
    const shops = [
      { name: 'A', origin: 'https://only-once.example' },
      { name: 'B', origin: 'http://kaffeerad.example' },
    ]
    refused(await dora.post('/provider/accounts', wanted({ shops })), 409, 'origin-is-taken')
    const rest = await desk.sql('select id from access.resources where origin = $1', [
      'https://only-once.example',
    ])
    assert.deepEqual(rest, [], 'neither the account nor its first shop is left')
    assert.equal((await mailsTo(desk, `nils${made}@hutladen.example`)).length, 0)
  })

  test('ten times at once with one reference: once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => dora.post('/provider/accounts', wanted({ reference: 'K-3' }))),
    )
    assert.equal(answers.filter(answer => answer.status === 201).length, 1)
    for (const answer of answers.filter(one => one.status !== 201)) refused(answer, 409, 'reference-is-taken')
  })

  test('twice at once for one new owner: he is one person', async () => {
    const owner = { name: 'Zoe Zwilling', address: 'zoe@zwilling.example', language: 'en' }
    const accounts = await Promise.all([
      makeAccount({ owner }),
      makeAccount({ owner }),
      makeAccount({ owner }),
    ])
    assert.equal(new Set(accounts.map(account => account.owner.id)).size, 1)
  })

  test('not for somebody who was deactivated', async () => {
    const account = await makeAccount()
    await desk.sql('update people.persons set deactivated_at = now() where id = $1', [account.owner.id])
    const owner = { name: 'Nils', address: `nils${made}@hutladen.example`, language: 'de' }
    refused(await dora.post('/provider/accounts', wanted({ owner })), 400, 'invalid-input')
  })

  test('with whatever name people have, and nothing that is none', async () => {
    for (const name of [
      '<script>alert(1)</script>',
      'שלום \u202Egnp.exe',
      'Ж'.repeat(200),
      '👩‍👩‍👧'.repeat(25),
    ]) {
      const account = await makeAccount({
        name,
        owner: { name, address: `n${made}@x.example`, language: 'de' },
      })
      assert.equal(account.name, name)
      const { body } = await dora.get(`/provider/accounts/${account.id}`)
      assert.equal(body.owner.name, name)
      const [mail] = await mailsTo(desk, body.owner.address)
      assert.equal(mail!.html.includes('<script>'), false)
    }
    for (const name of [
      '',
      '   ',
      'x'.repeat(201),
      'x'.repeat(300),
      'a\u0000b',
      '👩‍👩‍👧'.repeat(200),
      5,
      null,
    ]) {
      refused(await dora.post('/provider/accounts', wanted({ name })), 400, 'invalid-input')
      const owner = { name, address: 'somebody@x.example', language: 'de' }
      refused(await dora.post('/provider/accounts', wanted({ owner })), 400, 'invalid-input')
      refused(
        await dora.post('/provider/accounts', wanted({ shops: [{ name, origin: null }] })),
        400,
        'invalid-input',
      )
    }
    for (const reference of ['', ' ', 'x'.repeat(101), 7])
      refused(await dora.post('/provider/accounts', wanted({ reference })), 400, 'invalid-input')
  })
})

describe('the list of accounts', () => {
  test('shows the reference and whether the owner can sign in, and finds by both', async () => {
    const account = await makeAccount({ reference: 'KD-4711' })
    const find = async () => (await dora.get('/provider/accounts?search=kd-47')).body.items
    assert.deepEqual(
      (await find()).map((one: Answered['body']) => [one.id, one.reference, one.ownerIsReady]),
      [[account.id, 'KD-4711', false]],
    )
    await givePassword(desk, account.owner.id)
    assert.equal((await find())[0].ownerIsReady, true)
  })

  test('and one account say how much is open', async () => {
    const { body } = await dora.get(`/provider/accounts/${desk.cast.accounts.olga}`)
    assert.equal(body.owner.address, 'olga@kaffeerad.example')
    assert.deepEqual([body.members, body.openGrants, body.liveEntries, body.waitingRequests], [0, 0, 0, 0])
    assert.deepEqual(body.can, { addShop: true, close: true, invite: 'signs-in-already' })
    assert.equal(body.shops.find((shop: { name: string }) => shop.name === 'Kaffeerad').gateKeys, 1)
  })

  test('knows neither the provider’s own account nor one that is not there', async () => {
    for (const id of [desk.cast.provider, nobody])
      for (const answer of [
        await dora.get(`/provider/accounts/${id}`),
        await dora.post(`/provider/accounts/${id}/shops`, { name: 'X', origin: null }),
        await dora.post(`/provider/accounts/${id}/closing`, { name: 'Shopwerk' }),
      ])
        refused(answer, 404, 'not-found')
  })
})

describe('a shop', () => {
  test('is added, once for each origin', async () => {
    const account = await makeAccount()
    const path = `/provider/accounts/${account.id}/shops`
    const added = await dora.post(path, { name: ' Mützen ', origin: 'https://muetzen.example' })
    assert.equal(added.status, 201)
    assert.equal(added.body.name, 'Mützen')
    refused(
      await dora.post(path, { name: 'Noch einer', origin: 'https://muetzen.example' }),
      409,
      'origin-is-taken',
    )
    for (const origin of [
      'https://UPPER.example',
      'https://a.example/path',
      'ftp://a.example',
      'javascript:alert(1)',
    ])
      refused(await dora.post(path, { name: 'X', origin }), 400, 'invalid-input')
    assert.equal((await factsOf(account.id, 'resource.added')).length, 2)
  })

  test('is removed once, and its origin is free again', async () => {
    const account = await makeAccount()
    const [shop] = account.shops
    const removed = await dora.post(`/provider/shops/${shop.id}/removal`, { note: 'moved away' })
    assert.equal(removed.status, 200, JSON.stringify(removed.body))
    refused(await dora.post(`/provider/shops/${shop.id}/removal`, {}), 409, 'resource-is-removed')
    refused(await dora.post(`/provider/shops/${nobody}/removal`, {}), 404, 'not-found')
    assert.equal((await factsOf(account.id, 'resource.removed'))[0]!.data['note'], 'moved away')
    const again = await dora.post(`/provider/accounts/${account.id}/shops`, {
      name: 'Again',
      origin: shop.origin,
    })
    assert.equal(again.status, 201)
  })
})

describe('somebody is invited to sign in', () => {
  test('by mail, as often as needed; only the last link works', async () => {
    const account = await makeAccount()
    const address = `nils${made}@hutladen.example`
    const first = await codeMailedTo(desk, address, 'first-password')
    const sent = await dora.post(`/provider/people/${account.owner.id}/invitation`, { by: 'mail' })
    assert.equal(sent.status, 200)
    assert.equal(sent.body.link, null)
    const second = await codeMailedTo(desk, address, 'first-password')
    const look = (code: string) =>
      desk.kernel.database.within('', tx => lookAtLink(tx, 'password', code, new Date(desk.time.now)))
    await assert.rejects(look(first), { code: 'link-is-over' })
    assert.equal((await look(second)).personId, account.owner.id)
  })

  test('on the screen, where no mail can be sent; the ledgers of both say so', async () => {
    const account = await makeAccount()
    const shown = await dora.post(`/provider/people/${account.owner.id}/invitation`, { by: 'screen' })
    const code = /^http:\/\/localhost\/new-password#([\w-]{43})$/.exec(shown.body.link)?.[1]
    assert.ok(code, shown.body.link)
    assert.equal((await mailsTo(desk, `nils${made}@hutladen.example`)).length, 1, 'no second mail')
    const link = await desk.kernel.database.within('', tx =>
      lookAtLink(tx, 'password', code, new Date(desk.time.now)),
    )
    assert.deepEqual([link.personId, link.address], [account.owner.id, null])
    for (const ledger of [account.id, desk.cast.provider]) {
      const fact = (await factsOf(ledger, 'person.invited')).at(-1)!
      assert.deepEqual(
        [fact.by_person, fact.person_id, fact.data],
        [desk.cast.people.dora, account.owner.id, { by: 'screen' }],
      )
    }
    // Asked again with the same key it is not shown again: an answer with a secret is not kept.
    const kept = await desk.sql('select * from plumbing.idempotent_answers').catch(() => [])
    assert.equal(JSON.stringify(kept).includes(code), false)
  })

  test('but not who signs in already, who is nobody’s owner and no colleague, or who was deactivated', async () => {
    const invite = (id: string) => dora.post(`/provider/people/${id}/invitation`, { by: 'screen' })
    refused(await invite(desk.cast.people.olga), 409, 'signs-in-already')
    refused(await invite(desk.cast.people.sam), 409, 'signs-in-already')
    refused(await invite(nobody), 404, 'not-found')
    const account = await makeAccount()
    const closed = await dora.post(`/provider/accounts/${account.id}/closing`, { name: account.name })
    assert.equal(closed.status, 200)
    refused(await invite(account.owner.id), 404, 'not-found')
    const other = await makeAccount()
    await desk.sql('update people.persons set deactivated_at = now() where id = $1', [other.owner.id])
    refused(await invite(other.owner.id), 404, 'not-found')
  })

  test('by nobody but the desk', async () => {
    const account = await makeAccount()
    for (const [name, status] of [
      ['sam', 403],
      ['olga', 404],
    ] as const) {
      const client = await desk.as(name)
      for (const answer of [
        await client.post(`/provider/people/${account.owner.id}/invitation`, { by: 'screen' }),
        await client.get(`/provider/accounts/${account.id}`),
        await client.post(`/provider/accounts/${account.id}/closing`, { name: account.name }),
        await client.post(`/provider/shops/${account.shops[0].id}/removal`, {}),
      ])
        assert.equal(answer.status, status)
    }
  })

  test('as a colleague: he is ready only with a second factor', async () => {
    const added = await dora.post('/provider/staff', {
      teamId: desk.cast.supportTeam,
      name: 'Kim Neu',
      address: 'kim@shopwerk.example',
      language: 'en',
    })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    assert.equal((await mailsTo(desk, 'kim@shopwerk.example', 'first-password')).length, 1)
    const ready = async () =>
      (await dora.get('/provider/staff')).body.teams
        .flatMap((team: Answered['body']) => team.members)
        .find((member: Answered['body']) => member.id === added.body.id).ready
    assert.equal(await ready(), false)
    await givePassword(desk, added.body.id)
    assert.equal(await ready(), false)
    await desk.sql(
      "insert into people.totps (person_id, sealed_secret, made_at) values ($1, '\\x00', now())",
      [added.body.id],
    )
    assert.equal(await ready(), false, 'an app that has shown no right code is none')
    await desk.sql('update people.totps set confirmed_at = now() where person_id = $1', [added.body.id])
    assert.equal(await ready(), true)
    // He is in the team already and signs in: being added again sends nothing.
    const again = await dora.post('/provider/staff', {
      teamId: desk.cast.supportTeam,
      name: 'Kim Neu',
      address: 'kim@shopwerk.example',
      language: 'en',
    })
    assert.equal(again.status, 201)
    assert.equal((await mailsTo(desk, 'kim@shopwerk.example', 'first-password')).length, 1)
  })
})

describe('an account is closed', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene({ startAt: monday })
  })
  after(() => scene.desk.close())

  test('by the provider: by its name, for good, and owner and members are told', async () => {
    const account = scene.accountOf('kaffeerad')
    await scene.turnOn('kaffeerad', ['sam'])
    const inside = await scene.enter('kaffeerad', 'sam')
    const path = `/provider/accounts/${account}/closing`
    refused(await scene.dora.post(path, { name: 'kaffeerad' }), 400, 'name-does-not-match')
    const closed = await scene.dora.post(path, { name: 'Kaffeerad', note: 'contract ended' })
    assert.equal(closed.status, 200, JSON.stringify(closed.body))
    assert.equal(closed.body.closedEntries.length, 1)
    await scene.assertRefused('kaffeerad', inside)
    await scene.assertClosed(inside, 'account-closed', scene.desk.time.now, 'dora')
    const [mail] = await mailsTo(scene.desk, 'olga@kaffeerad.example', 'account-closed')
    assert.ok(mail)
    // Closing again changes nothing and tells nobody again.
    const again = await scene.dora.post(path, { name: 'Kaffeerad' })
    assert.deepEqual([again.status, again.body.grants], [200, []])
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'account-closed')).length, 1)
    refused(
      await scene.dora.post(`/provider/accounts/${account}/shops`, { name: 'New', origin: null }),
      409,
      'account-is-closed',
    )
    assert.equal((await scene.dora.get(`/provider/accounts/${account}`)).body.can.close, 'account-is-closed')
  })

  test('by its owner, and by nobody else in it', async () => {
    const account = scene.accountOf('tulpenkas')
    await scene.give('tulpenkas', 'sam', ['access.view', 'access.open', 'access.end', 'access.decide'], {
      wholeAccount: true,
    })
    const sam = await signInAs(scene.desk, scene.desk.cast.people.sam)
    refused(await sam.post(`/accounts/${account}/closing`, { name: 'Tulpenkas' }), 403, 'not-allowed')
    refused(await scene.olga.post(`/accounts/${account}/closing`, { name: 'Tulpenkas' }), 404, 'not-found')
    refused(
      await scene.noor.post(`/accounts/${account}/closing`, { name: 'Tulpenkas ' }),
      400,
      'name-does-not-match',
    )
    assert.equal((await scene.noor.post(`/accounts/${account}/closing`, { name: 'Tulpenkas' })).status, 200)
    refused(await sam.get(`/accounts/${account}/grants`), 404, 'not-found')
    await scene.assertLedgersWhole()
  })
})
