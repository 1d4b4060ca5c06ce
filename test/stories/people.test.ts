// Everybody of an account on one list, who is to be reviewed, and who is written to about it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readAccount } from '#server/access/account.ts'
import { type AskedAboutParties, listPeople } from '#server/doors/sub-account/people/list-people.ts'
import { type Answered, day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

type Row = {
  id: string
  name: string
  state: string
  personId: string | null
  contactId: string | null
  invitation: { id: string; state: string; role: string } | null
  is: { signsIn: boolean; getsMail: boolean; isHolder: boolean }
  role: string | null
  assignments: { state: string; permissions: object; scope: { name: string } | null }[]
  review: string | null
  endsAt: string | null
  lastSeenAt: string | null
  suspended: { note: string | null; by: { name: string } } | null
  neededFor: object[]
  can: Record<string, true | string>
}

async function openPeople() {
  const scene = await openScene()
  const account = scene.accountOf('kaffeerad')
  const { sam, ines, noor } = scene.desk.cast.people
  for (const name of ['sam', 'ines', 'noor'] as const) {
    const known = await scene.give('kaffeerad', name, ['access.view'])
    done(await scene.olga.post(`/accounts/${account}/grants/${known}/ending`))
  }
  const list = async (query = '', client = scene.olga): Promise<{ items: Row[]; [key: string]: unknown }> =>
    done(await client.get(`/accounts/${account}/people${query}`))
  return {
    scene,
    account,
    people: { sam, ines, noor },
    list,
    row: async (name: string, query = '') => {
      const { items } = await list(query)
      const found = items.filter(one => one.name === name)
      assert.ok(found.length <= 1, `${name} stands there ${found.length} times`)
      return found[0]
    },
    give: (personId: string, body: object = {}, client = scene.olga) =>
      client.post(`/accounts/${account}/assignments`, {
        personId,
        scopeId: null,
        audience: 'agency',
        permissions: ['domains.view', 'domains.dns', 'domains.transfer'],
        until: { preset: 'three-working-days' },
        ...body,
      }),
    addContact: (name: string, email: string) =>
      scene.olga.post(`/accounts/${account}/contacts`, {
        kind: 'person',
        name,
        email,
        language: 'de',
        zone: 'Europe/Berlin',
      }),
    invite: (name: string, address: string) =>
      scene.olga.post(`/accounts/${account}/invitations`, { name, address, language: 'de', role: 'viewer' }),
  }
}

describe('the people of an account', () => {
  let stage: Awaited<ReturnType<typeof openPeople>>
  let scene: Scene
  before(async () => {
    stage = await openPeople()
    scene = stage.scene
  })
  after(() => scene.desk.close())

  test('are the owner, and nobody else as long as there is nobody', async () => {
    const { items, counts, can } = await stage.list()
    assert.deepEqual(
      items.map(one => [one.name, one.state, one.role, one.can['suspend'], one.can['end']]),
      [['Olga Ostermann', 'active', 'owner', 'owner-stays', 'owner-stays']],
    )
    assert.deepEqual(counts, { contact: 0, invited: 0, active: 1, suspended: 0, ended: 0, review: 0 })
    assert.deepEqual(can, { invite: true, addContact: true, seeContacts: true })
  })

  test('a contact, a person and an invitation with the same address are one', async () => {
    done(await stage.addContact('Anna Beispiel', 'anna@Agentur.example'), 201)
    let anna = await stage.row('Anna Beispiel')
    assert.deepEqual(
      [anna?.state, anna?.is, anna?.personId],
      ['contact', { signsIn: false, getsMail: true, isHolder: false }, null],
    )
    assert.equal(anna?.can['invite'], true)

    done(await stage.invite('Anna B.', 'Anna@agentur.example'), 201)
    anna = await stage.row('Anna Beispiel')
    assert.deepEqual(
      [anna?.state, anna?.invitation?.state, anna?.invitation?.role],
      ['invited', 'pending', 'viewer'],
    )
    done(await stage.invite('Bert', 'bert@agentur.example'), 201)
    assert.equal((await stage.row('Bert'))?.contactId, null)

    done(await stage.give(stage.people.sam), 201)
    done(await stage.addContact('Samuel Albers', 'SAM@shopwerk.example'), 201)
    const sam = await stage.row('Sam Albers')
    assert.deepEqual([sam?.state, sam?.personId], ['active', stage.people.sam])
    assert.ok(sam?.contactId)
    assert.deepEqual(sam?.assignments[0]?.permissions, { view: 1, operate: 1, danger: 1 })
    assert.deepEqual(sam?.is, { signsIn: true, getsMail: true, isHolder: false })
    assert.equal(await stage.row('Samuel Albers'), undefined)
    scene.desk.time.pass(1_000)
    // A second contact with his address is somebody of his own: nobody disappears behind another.
    done(await stage.addContact('Sams Büro', 'sam@shopwerk.example'), 201)
    assert.equal((await stage.row('Sams Büro'))?.state, 'contact')
  })

  test('are found by their state and by letters, page by page', async () => {
    const byState = async (state: string) => (await stage.list(`?state=${state}`)).items.map(one => one.name)
    assert.deepEqual(await byState('invited'), ['Anna Beispiel', 'Bert'])
    assert.deepEqual(await byState('active'), ['Olga Ostermann', 'Sam Albers'])
    assert.deepEqual(
      (await stage.list('?search=AGENTUR')).items.map(one => one.name),
      ['Anna Beispiel', 'Bert'],
    )
    const all = (await stage.list()).items.map(one => one.name)
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const page = await stage.list(`?limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.items.map(one => one.name))
      if (page['next'] === null) break
      cursor = page['next'] as string
    }
    assert.deepEqual(paged, all)
    const unknown = await scene.olga.get(`/accounts/${stage.account}/people?cursor=${stage.account}`)
    refused(unknown, 400, 'invalid-input')
  })

  test('are suspended, resumed and ended, and who is ended is shown only when asked for', async () => {
    const ofSam = `/accounts/${stage.account}/people/${stage.people.ines}`
    done(await stage.give(stage.people.ines), 201)
    assert.equal((await stage.row('Ines Kurz'))?.can['suspend'], true)
    done(await scene.olga.post(`${ofSam}/suspension`, { note: 'Elternzeit' }))
    const suspended = await stage.row('Ines Kurz')
    assert.deepEqual(
      [suspended?.state, suspended?.suspended?.note, suspended?.suspended?.by.name, suspended?.is.signsIn],
      ['suspended', 'Elternzeit', 'Olga Ostermann', false],
    )
    assert.deepEqual(
      suspended?.assignments.map(one => one.state),
      ['suspended'],
    )
    assert.deepEqual(
      [suspended?.can['suspend'], suspended?.can['resume'], suspended?.can['end']],
      ['ending-already', true, true],
    )
    done(await scene.olga.post(`${ofSam}/resumption`))
    assert.deepEqual(
      [(await stage.row('Ines Kurz'))?.state, (await stage.row('Ines Kurz'))?.can['resume']],
      ['active', 'not-suspended'],
    )
    done(await scene.olga.post(`${ofSam}/ending`, { note: 'Danke' }))
    assert.equal(await stage.row('Ines Kurz'), undefined)
    const ended = await stage.row('Ines Kurz', '?state=ended')
    assert.deepEqual(
      [ended?.state, ended?.can['end'], ended?.can['invite']],
      ['ended', 'ending-already', true],
    )
    assert.deepEqual(
      ended?.assignments.map(one => one.state),
      ['ended'],
    )
  })

  test('who may only look sees no contacts and no invitations, and does nothing', async () => {
    done(await stage.give(stage.people.noor, { permissions: ['access.view'] }), 201)
    const { items, can } = await stage.list('', scene.noor)
    assert.deepEqual(
      items.map(one => [one.name, one.contactId, one.invitation]),
      [
        ['Noor Vermeer', null, null],
        ['Olga Ostermann', null, null],
        ['Sam Albers', null, null],
      ],
    )
    const sam = items.find(one => one.name === 'Sam Albers')
    assert.deepEqual(
      [sam?.can['suspend'], sam?.can['end'], sam?.can['change']],
      ['not-allowed', 'not-allowed', 'not-allowed'],
    )
    assert.deepEqual(can, { invite: 'not-allowed', addContact: 'not-allowed', seeContacts: 'not-allowed' })
    refused(await scene.dora.get(`/accounts/${stage.account}/people`), 404, 'not-found')
  })

  test('what somebody is needed for is told by whoever knows it', async () => {
    const sam = await stage.row('Sam Albers')
    const asked: AskedAboutParties = {
      isHolder: async (_tx, _account, parties) => new Set(parties.filter(id => id === sam?.contactId)),
      needs: [
        async (_tx, _account, party) =>
          party === sam?.contactId ? [{ what: 'domain', name: 'kaffeerad.example' }] : [],
      ],
    }
    const at = new Date(scene.desk.time.now)
    const { items } = await scene.desk.kernel.database.within(stage.account, async tx =>
      listPeople(
        tx,
        await readAccount(tx, stage.account),
        {
          personId: scene.desk.cast.people.olga,
          isOwner: true,
          seesContacts: true,
          changesContacts: true,
          manages: { as: 'owner' },
          ends: { as: 'owner' },
        },
        asked,
        { state: undefined, onlyReview: false, search: 'albers', after: null, limit: 30 },
        at,
      ),
    )
    assert.deepEqual(
      items.map(one => [one.name, one.is.isHolder, one.neededFor]),
      [['Sam Albers', true, [{ what: 'domain', name: 'kaffeerad.example' }]]],
    )
  })
})

describe('who is to be reviewed', () => {
  let stage: Awaited<ReturnType<typeof openPeople>>
  let scene: Scene
  type Mail = { kind: string; to_address: string; plain: string }
  const mails = () =>
    scene.desk.sql<Mail>(
      "select kind, to_address, plain from plumbing.mails where kind in ('rights-to-review', 'own-rights-end') order by queued_at, kind, to_address",
    )
  const dailyRound = async () => {
    const before = (await mails()).length
    await scene.desk.round.daily()
    return (await mails()).slice(before)
  }
  const olgaSignsIn = async () => {
    scene.olga.cookie = (await scene.desk.as('olga')).cookie
  }
  before(async () => {
    stage = await openPeople()
    scene = stage.scene
    // Ten in the morning in Berlin.
    scene.desk.time.now += hour
    await olgaSignsIn()
  })
  after(() => scene.desk.close())

  test('is who has something that ends within seven days, and its giver and he himself are told once', async () => {
    const given = done(
      await stage.give(stage.people.sam, {
        until: { local: '2026-12-23T18:00' },
        permissions: ['domains.view'],
      }),
      201,
    )
    done(await stage.give(stage.people.ines, { until: { local: '2026-11-26T18:00' } }), 201)
    assert.equal((await stage.row('Sam Albers'))?.review, null)
    // What was given for a few days only needs no reminder, and is to be reviewed all the same.
    assert.equal((await stage.row('Ines Kurz'))?.review, 'ends-soon')
    assert.deepEqual(await dailyRound(), [])

    scene.desk.time.now = Date.parse(given.until) - 6 * day - 6 * hour
    await olgaSignsIn()
    assert.deepEqual(
      [(await stage.row('Sam Albers'))?.review, (await stage.row('Sam Albers'))?.endsAt],
      ['ends-soon', given.until],
    )
    assert.deepEqual(
      (await stage.list('?review=true')).items.map(one => one.name),
      ['Sam Albers'],
    )
    const told = await dailyRound()
    assert.deepEqual(
      new Map(told.map(mail => [mail.kind, mail.to_address])),
      new Map([
        ['rights-to-review', 'olga@kaffeerad.example'],
        ['own-rights-end', 'sam@shopwerk.example'],
      ]),
    )
    assert.match(
      told.find(mail => mail.kind === 'rights-to-review')!.plain,
      /Sam Albers.*: Die Rechte im ganzen Konto enden/,
    )
    assert.deepEqual(await dailyRound(), [])

    // Another end is another decision: it is told when it comes near.
    const { items } = done(
      await scene.olga.get(`/accounts/${stage.account}/assignments?person=${stage.people.sam}`),
    )
    done(
      await scene.olga.put(
        `/accounts/${stage.account}/assignments/${given.id}`,
        { permissions: ['domains.view'], until: { local: '2027-01-20T18:00' } },
        { 'if-match': `"${items[0].version}"` },
      ),
    )
    assert.equal((await stage.row('Sam Albers'))?.review, null)
    scene.desk.time.now = Date.UTC(2027, 0, 15, 9)
    await olgaSignsIn()
    assert.equal((await dailyRound()).length, 2)
  })

  test('is who has not signed in for ninety days; the mail is one for all, once, and not more than weekly', async () => {
    await olgaSignsIn()
    const until = { until: null, audience: 'employee', reason: 'Fest angestellt' }
    for (const person of [stage.people.ines, stage.people.noor]) done(await stage.give(person, until), 201)
    const given = scene.desk.time.now
    scene.desk.time.now = given + 60 * day
    // Noor comes once more; Ines never does.
    scene.noor.cookie = (await scene.desk.as('noor')).cookie
    done(await scene.noor.get('/me'))
    scene.desk.time.now = given + 90 * day - hour
    await olgaSignsIn()
    assert.equal((await stage.row('Ines Kurz'))?.review, null)
    scene.desk.time.now = given + 90 * day
    assert.equal((await stage.row('Ines Kurz'))?.review, 'idle')
    const [told, ...others] = await dailyRound()
    assert.deepEqual(
      [others.length, told?.kind, told?.to_address],
      [0, 'rights-to-review', 'olga@kaffeerad.example'],
    )
    assert.match(told!.plain, /Ines Kurz.* hat sich noch nie angemeldet/)
    assert.doesNotMatch(told!.plain, /Noor/)
    scene.desk.time.now += 40 * day
    assert.deepEqual(await dailyRound(), [])
    // Noor was last here ninety days ago, and both stand in the one mail.
    scene.desk.time.now = given + 151 * day
    const [both, ...none] = await dailyRound()
    assert.equal(none.length, 0)
    assert.match(both!.plain, /Noor Vermeer.* war zuletzt hier/)
    assert.match(both!.plain, /Ines Kurz/)
    await olgaSignsIn()
    assert.equal(((await stage.list())['counts'] as { review: number }).review, 2)
  })

  test('nothing is extended by any of it', async () => {
    const moved = await scene.desk.sql<{ count: number }>(
      "select count(*)::int as count from access.facts where kind = 'grant.end-moved'",
    )
    assert.equal(moved[0]!.count, 0)
    await scene.assertLedgersWhole()
  })
})
