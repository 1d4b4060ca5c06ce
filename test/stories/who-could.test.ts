// "Find out why someone could enter last Tuesday." The answer about an instant in the past comes from the state as it is
// kept; here it is compared with a naive replay of the ledger, which knows nothing of that state, at the instants at
// which the answer changes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { CastName } from '#db/seeds/cast.ts'
import { moveEnd } from '#server/access/3-grant/move-end.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { leaveTeam } from '#server/access/5-end/leave-team.ts'
import { removeResource } from '#server/access/5-end/remove-resource.ts'
import { explainThen, tellExplanation, whoCould } from '#server/access/6-prove/who-could.ts'
import { addResource } from '#server/access/add-resource.ts'
import { joinTeam } from '#server/access/join-team.ts'
import { makeAccount } from '#server/access/make-account.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Recording, record } from '#server/access/record.ts'
import { findOrAddPerson } from '#server/people/persons.ts'
import { newId } from '#server/plumbing/ids.ts'
import { day, hour, startTestDesk, type TestDesk } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const tuesday = Date.UTC(2026, 10, 24, 14)

describe('on Friday the owner asks about last Tuesday', () => {
  let scene: Scene
  let account: string
  let team: string
  let own: string
  const at = new Date(tuesday).toISOString()
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    // Monday: open to the team until Wednesday; on Tuesday Sam is inside, and Ines gets something of her own.
    ;[team] = (await scene.turnOn('kaffeerad', 'team', { until: '2026-11-25T12:00' })) as [string]
    scene.desk.time.now = tuesday - hour
    const sam = await scene.desk.as('sam')
    Object.assign(scene.clients, {
      sam,
      ines: await scene.desk.as('ines'),
      dora: await scene.desk.as('dora'),
    })
    await scene.enter('kaffeerad', 'sam')
    own = await scene.give('roesterei', 'ines', ['shop.view'])
    scene.desk.time.now = tuesday + hour
    await scene.clients.dora.delete(
      `/provider/teams/${scene.desk.cast.supportTeam}/members/${scene.desk.cast.people.ines}`,
    )
    scene.desk.time.now = tuesday + 3 * day
    await scene.desk.round.tend()
    scene.clients.olga = await scene.desk.as('olga')
  })
  after(() => scene.desk.close())

  const ask = async (path: string, query: Record<string, string>, client = scene.clients.olga) => {
    const answer = await client.get(`/accounts/${account}/${path}?${new URLSearchParams(query)}`)
    return answer
  }
  const why = async (name: CastName, query: Record<string, string> = {}) => {
    const { status, body } = await ask('explanation', {
      person: scene.desk.cast.people[name],
      permission: 'shop.view',
      resource: scene.shopId('kaffeerad'),
      ...query,
    })
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }

  test('why could Sam enter then? By a grant to his team, from when until when, and who had decided it', async () => {
    const { allowed, because, asOwner, person, at: askedAt } = await why('sam', { at })
    assert.deepEqual([allowed, asOwner, person.name, askedAt], [true, false, 'Sam Albers', at])
    assert.equal(because.length, 1)
    const [{ grantId, door, team: name, resource, begins, until, endedAt, decidedBy }] = because
    assert.equal(grantId, team)
    assert.equal(door, 'service-switch')
    assert.equal(name, 'Support')
    assert.equal(resource.name, 'Kaffeerad')
    assert.equal(begins, '2026-11-23T09:00:00.000Z')
    assert.equal(until, '2026-11-25T11:00:00.000Z')
    assert.equal(endedAt, '2026-11-25T11:00:00.000Z')
    assert.equal(decidedBy.name, 'Olga Ostermann')
  })

  test('why can he not now, and could Ines, who has left the team since?', async () => {
    const now = await why('sam')
    assert.deepEqual([now.allowed, now.because], [false, []])
    assert.deepEqual(
      now.whyNot.map((one: { grantId: string; reason: string }) => [one.grantId, one.reason]),
      [[team, 'past-its-end']],
    )
    assert.equal((await why('ines', { at })).allowed, true)
    const afterwards = await why('ines', { at: new Date(tuesday + 2 * hour).toISOString() })
    assert.equal(afterwards.allowed, false)
    assert.ok(
      afterwards.whyNot.some(
        (one: { grantId: string; reason: string }) =>
          one.grantId === team && one.reason === 'not-in-the-team',
      ),
    )
    const elsewhere = await why('ines', { at, resource: scene.shopId('roesterei') })
    assert.deepEqual(
      elsewhere.because.map((one: { grantId: string }) => one.grantId),
      [own],
    )
  })

  test('exactly at the beginning yes, exactly at the end no', async () => {
    const opened = Date.UTC(2026, 10, 23, 9)
    const over = Date.UTC(2026, 10, 25, 11)
    for (const [instant, expected] of [
      [opened - 1, false],
      [opened, true],
      [over - 1, true],
      [over, false],
    ] as const)
      assert.equal(
        (await why('sam', { at: new Date(instant).toISOString() })).allowed,
        expected,
        `${instant}`,
      )
  })

  test('who could then, and who was inside', async () => {
    const { status, body } = await ask('who-could', {
      permission: 'shop.view',
      resource: scene.shopId('kaffeerad'),
      at,
    })
    assert.equal(status, 200, JSON.stringify(body))
    const named = body.people.map((one: { person: { name: string }; inside: boolean }) => [
      one.person.name,
      one.inside,
    ])
    assert.ok(named.some(([name, inside]: [string, boolean]) => name === 'Sam Albers' && inside))
    assert.ok(named.some(([name, inside]: [string, boolean]) => name === 'Ines Kurz' && !inside))
    assert.ok(!named.some(([name]: [string]) => name === 'Olga Ostermann'), 'no grant lets the owner in')
    for (const one of body.people)
      assert.deepEqual(
        one.because.map((grant: { grantId: string }) => grant.grantId),
        [team],
      )
    const today = await ask('who-could', { permission: 'shop.view', resource: scene.shopId('kaffeerad') })
    assert.deepEqual(today.body.people, [])
  })

  test('what needs no entrance the owner may as the owner', async () => {
    const { body } = await ask('who-could', { permission: 'access.open', at })
    assert.deepEqual(
      body.people.map((one: { person: { name: string }; asOwner: boolean; because: [] }) => [
        one.person.name,
        one.asOwner,
        one.because,
      ]),
      [['Olga Ostermann', true, []]],
    )
    const olga = await why('olga', { permission: 'access.end', at })
    assert.deepEqual([olga.allowed, olga.asOwner], [true, true])
    const atTheDoor = await why('olga', { at })
    assert.deepEqual([atTheDoor.allowed, atTheDoor.asOwner], [false, true])
  })

  test('about whom can be asked: who has or had access, the owner, and the shops', async () => {
    const { body } = await ask('whom-to-ask', {})
    const names = new Map(body.people.map((one: { name: string }) => [one.name, one]))
    assert.ok(names.has('Sam Albers') && names.has('Ines Kurz'))
    assert.deepEqual(
      body.people.filter((one: { owner: boolean }) => one.owner).map((one: { name: string }) => one.name),
      ['Olga Ostermann'],
    )
    assert.ok(!names.has('Noor Vermeer'), 'a stranger')
    assert.deepEqual(
      body.shops.map((shop: { name: string }) => shop.name),
      ['Kaffeerad', 'Rösterei am Kanal'],
    )
    assert.ok(
      body.permissions.some(
        (one: { name: string; risk: string }) => one.name === 'shop.view' && one.risk === 'view',
      ),
    )
  })

  test('about the future, strangers, other people’s shops and what is no permission there is no answer', async () => {
    const { people } = scene.desk.cast
    const question = { person: people.sam, permission: 'shop.view' }
    const future = new Date(scene.desk.time.now + 1).toISOString()
    for (const [path, query, status] of [
      ['explanation', { ...question, at: future }, 400],
      ['who-could', { permission: 'shop.view', at: future }, 400],
      ['explanation', { ...question, permission: 'shop.burn' }, 400],
      ['who-could', { permission: 'shop.burn' }, 400],
      ['explanation', { ...question, at: 'yesterday' }, 400],
      ['explanation', { ...question, person: people.noor }, 404],
      ['explanation', { ...question, person: newId(0) }, 404],
      ['explanation', { ...question, resource: scene.shopId('tulpenkas') }, 404],
      ['who-could', { permission: 'shop.view', resource: scene.shopId('tulpenkas') }, 404],
    ] as const)
      assert.equal((await ask(path, query)).status, status, JSON.stringify([path, query]))
    const sam = await scene.desk.as('sam')
    for (const path of ['explanation', 'who-could', 'people'])
      assert.equal((await ask(path, question, sam)).status, 404)
  })
})

// ── the naive replay ────────────────────────────────────────────────────────────────────────────────────────

type Told = {
  account_id: string
  seq: number
  at: Date
  kind: string
  person_id: string | null
  grant_id: string | null
  entry_id: string | null
  resource_id: string | null
  data: Record<string, unknown>
}

/** What is true at an instant, read off the facts that had been written about the time up to it, one after another. */
function replay(facts: readonly Told[], provider: string, at: number) {
  const grants = new Map<
    string,
    { to: string; team: boolean; shop: string | null; permissions: string[]; begins: number; ends: number }
  >()
  const teams = new Map<string, Set<string>>()
  const gone = new Set<string>()
  const removed = new Set<string>()
  const inside = new Map<string, { person: string; shop: string }>()
  let owner = ''
  let isClosed = false
  const instant = (value: unknown) =>
    typeof value === 'string' ? Date.parse(value) : Number.POSITIVE_INFINITY
  for (const fact of facts) {
    // An ending and a closing are written when somebody notices; what they say of counts, not when it was said.
    const said = instant(fact.data['endingAt'] ?? fact.data['closedAt'])
    if (Math.min(fact.at.getTime(), said) > at) continue
    const isOfTheProvider = fact.account_id === provider
    if (fact.kind === 'grant.opened' && !isOfTheProvider)
      grants.set(fact.grant_id!, {
        to: (fact.data['team'] as string | undefined) ?? fact.person_id!,
        team: fact.data['subject'] === 'team',
        shop: fact.resource_id,
        permissions: fact.data['permissions'] as string[],
        begins: instant(fact.data['beginsAt']),
        ends: instant(fact.data['endsAt']),
      })
    if (fact.kind === 'grant.end-moved') grants.get(fact.grant_id!)!.ends = instant(fact.data['to'])
    if (fact.kind === 'grant.ending') grants.delete(fact.grant_id!)
    if (fact.kind === 'team.joined') {
      const team = fact.data['team'] as string
      teams.set(team, (teams.get(team) ?? new Set()).add(fact.person_id!))
    }
    if (fact.kind === 'team.left') teams.get(fact.data['team'] as string)!.delete(fact.person_id!)
    if (fact.kind === 'person.deactivated') gone.add(fact.person_id!)
    if ((fact.kind === 'account.made' || fact.kind === 'owner.changed') && !isOfTheProvider)
      owner = fact.person_id!
    if (fact.kind === 'account.closed') isClosed = true
    if (fact.kind === 'resource.removed') removed.add(fact.resource_id!)
    if (fact.kind === 'entry.opened')
      inside.set(fact.entry_id!, { person: fact.person_id!, shop: fact.resource_id! })
    if (fact.kind === 'entry.closed') inside.delete(fact.entry_id!)
  }
  return {
    owner,
    inside: [...inside.values()],
    /** The grants by which this person may do this here. */
    because(person: string, permission: string, shop: string | null): string[] {
      if (isClosed || gone.has(person) || (shop !== null && removed.has(shop))) return []
      return [...grants]
        .filter(([, grant]) => {
          const isHis = grant.team ? (teams.get(grant.to)?.has(person) ?? false) : grant.to === person
          const isOpen = grant.begins <= at && at < grant.ends
          const isHere = grant.shop === null || grant.shop === shop
          return isHis && isOpen && isHere && grant.permissions.includes(permission)
        })
        .map(([id]) => id)
        .toSorted()
    },
  }
}

type Step =
  | {
      do: 'give'
      to: number
      team: boolean
      shop: number | null
      permissions: Permission[]
      hours: number
      later: number
    }
  | { do: 'pass on'; from: number; to: number; less: number }
  | { do: 'end'; which: number }
  | { do: 'move'; which: number; hours: number }
  | { do: 'join'; who: number }
  | { do: 'leave'; who: number }
  | { do: 'deactivate'; who: number }
  | { do: 'remove shop'; shop: number }
  | { do: 'wait'; ms: number }

const asked = ['shop.view', 'shop.operate', 'access.end'] as const satisfies readonly Permission[]
const some = fc.subarray([...asked], { minLength: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      to: fc.nat(2),
      team: fc.boolean(),
      shop: fc.option(fc.nat(1)),
      permissions: some,
      hours: fc.integer({ min: 4, max: 40 }),
      later: fc.constantFrom(0, 0, 0, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass on' as const),
      from: fc.nat(5),
      to: fc.nat(2),
      less: fc.nat(1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      which: fc.nat(5),
      hours: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), who: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deactivate' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove shop' as const), shop: fc.nat(1) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 1, hour, 2 * hour, 5 * hour - 1),
    }),
  },
)

/** Everybody has something to begin with. */
const life = fc
  .tuple(fc.array(step, { minLength: 12, maxLength: 24 }), fc.array(some, { minLength: 3, maxLength: 3 }))
  .map(([steps, first]): Step[] => [
    { do: 'join', who: 0 },
    ...first.map(
      (permissions, to): Step => ({
        do: 'give',
        to,
        team: to === 2,
        shop: to === 0 ? null : to - 1,
        permissions,
        hours: 40,
        later: 0,
      }),
    ),
    { do: 'pass on', from: 0, to: 1, less: 0 },
    ...steps,
  ])

/** So that no run misses a kind of step. */
const everythingOnce: Step[] = [
  { do: 'join', who: 0 },
  { do: 'give', to: 0, team: false, shop: null, permissions: ['shop.view'], hours: 20, later: 0 },
  { do: 'give', to: 0, team: true, shop: 0, permissions: ['shop.view', 'access.end'], hours: 20, later: 0 },
  { do: 'give', to: 2, team: false, shop: 1, permissions: ['shop.operate'], hours: 20, later: 2 },
  { do: 'pass on', from: 0, to: 1, less: 0 },
  { do: 'wait', ms: 2 * hour },
  { do: 'move', which: 0, hours: 3 },
  { do: 'leave', who: 0 },
  { do: 'remove shop', shop: 1 },
  { do: 'wait', ms: 5 * hour - 1 },
  { do: 'end', which: 1 },
  { do: 'deactivate', who: 2 },
]

describe('the answer about the past', () => {
  let desk: TestDesk
  before(async () => {
    desk = await startTestDesk()
  })
  after(() => desk.close())

  const happened = new Set<Step['do']>()
  async function live(steps: readonly Step[]) {
    const { kernel, cast } = desk
    const by = { person: cast.people.olga }
    const people: string[] = []
    for (let i = 0; i < 3; i++)
      people.push(
        (
          await kernel.database.within('', tx =>
            findOrAddPerson(
              tx,
              {
                name: `Person ${i}`,
                address: `${newId(desk.time.now)}@example.org`,
                language: 'en',
                passwordHash: null,
              },
              new Date(desk.time.now),
            ),
          )
        ).id,
      )
    const { account, shops } = await makeAccount(
      kernel,
      by,
      { kind: 'customer', name: 'Lived', zone: 'Europe/Berlin', region: 'DE-BE' },
      async () => cast.people.olga,
      async (r, account) => ({
        account,
        shops: [
          await addResource(r, account, { kind: 'shop', name: 'One', origin: null }),
          await addResource(r, account, { kind: 'shop', name: 'Two', origin: null }),
        ],
      }),
    )
    const grants: string[] = []
    const inAccount = <T>(work: (r: Recording) => Promise<T>) =>
      record(kernel, { accounts: [account], by }, work)
    for (const one of steps) {
      // What the rules refuse (a shop that is gone, an end that is past) simply does not happen.
      await take(one).then(
        () => happened.add(one.do),
        () => undefined,
      )
      desk.time.pass(1)
    }
    async function take(one: Step): Promise<unknown> {
      const rest = { accountId: account, door: 'test', reason: null, caseNumber: null, message: null }
      const rules = { longestMs: null, endless: true }
      switch (one.do) {
        case 'wait':
          return desk.time.pass(one.ms)
        case 'give':
          return inAccount(async r => {
            const beginsAt = r.now + one.later * hour
            const opening = {
              ...rest,
              resourceId: one.shop === null ? null : shops[one.shop]!,
              subject: one.team
                ? { kind: 'team' as const, id: cast.supportTeam }
                : { kind: 'person' as const, id: people[one.to]! },
              permissions: one.permissions,
              beginsAt,
              endsAt: beginsAt + one.hours * hour,
              giver: { as: 'owner' as const },
            }
            grants.push(await openGrant(r, opening, rules))
          })
        case 'pass on': {
          const grantId = grants[one.from]!
          const [held] = await desk.sql<{
            subject_id: string
            resource_id: string | null
            permissions: Permission[]
            ends_at: Date
            parent_id: string | null
          }>(`select * from access.grants where id = $1 and subject_kind = 'person'`, [grantId])
          const of = {
            permissions: held!.permissions,
            resourceId: held!.resource_id,
            endsAt: held!.ends_at.getTime(),
            passedOn: held!.parent_id !== null,
          }
          return record(kernel, { accounts: [account], by: { person: held!.subject_id } }, async r => {
            const opening = {
              ...rest,
              resourceId: of.resourceId,
              subject: { kind: 'person' as const, id: people[one.to]! },
              permissions: of.permissions.slice(one.less),
              beginsAt: r.now,
              endsAt: of.endsAt,
              giver: { as: 'holder' as const, grantId, of },
            }
            grants.push(await openGrant(r, opening, rules))
          })
        }
        case 'end':
          return inAccount(r => endAccess(r, account, [grants[one.which]!], 'revoked'))
        case 'move':
          return inAccount(r =>
            moveEnd(
              r,
              { accountId: account, id: grants[one.which]! },
              r.now + one.hours * hour,
              { as: 'owner' },
              rules,
            ),
          )
        case 'join':
          return record(kernel, { accounts: [cast.provider], by }, r =>
            joinTeam(r, cast.provider, cast.supportTeam, people[one.who]!),
          )
        case 'leave':
          return leaveTeam(kernel, by, cast.supportTeam, people[one.who]!)
        case 'deactivate':
          return deactivatePerson(kernel, by, people[one.who]!, null)
        case 'remove shop':
          return inAccount(r => removeResource(r, account, shops[one.shop]!))
      }
    }
    desk.time.pass(1)
    // What time brought is written down, and with it what a parent took along.
    await desk.round.tend()
    return { account, shops, people }
  }

  test('is what a naive replay of the ledger says, at every instant at which it changes', async () => {
    let yes = 0
    let questions = 0
    // Every third question, others each time: all are too many for a test.
    let turn = 0
    await fc.assert(
      fc.asyncProperty(life, async steps => {
        const { account, shops, people } = await live(steps)
        const facts = await desk.sql<Told>(
          `select * from access.facts where account_id = any ($1) order by at, account_id, seq`,
          [[account, desk.cast.provider]],
        )
        const instants = new Set<number>()
        for (const fact of facts.filter(one => one.account_id === account)) {
          for (const text of [
            fact.data['beginsAt'],
            fact.data['endsAt'],
            fact.data['to'],
            fact.data['endingAt'],
          ])
            if (typeof text === 'string') instants.add(Date.parse(text))
          instants.add(fact.at.getTime())
        }
        const boundaries = [...instants]
          .flatMap(one => [one - 1, one])
          .filter(one => one <= desk.time.now)
          .sort((a, b) => ((a * 7_919) % 10_007) - ((b * 7_919) % 10_007))
          .slice(0, 8)
        for (const instant of boundaries)
          await desk.kernel.database.within(account, async tx => {
            const model = replay(facts, desk.cast.provider, instant)
            for (const permission of asked)
              for (const resourceId of [null, ...shops].filter(() => instant % 3 === turn++ % 3)) {
                const question = { accountId: account, permission, resourceId, at: new Date(instant) }
                const says = JSON.stringify({ steps, instant, permission, resourceId })
                const could = await whoCould(tx, question)
                for (const person of people) {
                  const because = model.because(person, permission, resourceId)
                  const told = could.people.find(one => one.person.id === person)
                  assert.deepEqual(told?.because.map(one => one.grantId).toSorted() ?? [], because, says)
                  yes += because.length > 0 ? 1 : 0
                  questions += 1
                }
                const why = await explainThen(tx, people[0]!, question).catch(() => undefined)
                const explained = why && tellExplanation(why, question.at)
                assert.deepEqual(
                  explained?.because.map(one => one.grantId).toSorted() ?? [],
                  model.because(people[0]!, permission, resourceId),
                  says,
                )
              }
          })
      }),
      { numRuns: 10, examples: [[everythingOnce]] },
    )
    assert.ok(yes > questions / 30 && yes < questions / 2, `${yes} of ${questions} were answered with yes`)
    assert.equal(happened.size, 9, `what happened: ${[...happened].join(', ')}`)
  })

  test('names the owner of that time, and who was inside at that instant and not after it', async () => {
    const scene = await openScene()
    try {
      const account = scene.accountOf('kaffeerad')
      const shop = scene.shopId('kaffeerad')
      const [grant] = (await scene.turnOn('kaffeerad', ['sam'])) as [string]
      scene.desk.time.pass(hour)
      await scene.enter('kaffeerad', 'sam')
      const entered = scene.desk.time.now
      scene.desk.time.pass(hour)
      const left = scene.desk.time.now
      await scene.olga.post(`/accounts/${account}/grants/${grant}/ending`)
      scene.desk.time.pass(day)
      const facts = await scene.desk.sql<Told>(
        `select * from access.facts where account_id = any ($1) order by at, account_id, seq`,
        [[account, scene.desk.cast.provider]],
      )
      const inside = async (at: number) => {
        const question = {
          accountId: account,
          permission: 'shop.view' as const,
          resourceId: shop,
          at: new Date(at),
        }
        const could = await scene.desk.kernel.database.within(account, tx => whoCould(tx, question))
        const model = replay(facts, scene.desk.cast.provider, at)
        assert.deepEqual(
          could.people.filter(one => one.inside).map(one => one.person.id),
          model.inside.map(one => one.person),
        )
        return could.people.length
      }
      assert.deepEqual(
        [await inside(entered - 1), await inside(entered), await inside(left - 1), await inside(left)],
        [1, 1, 1, 0],
      )
      // Another owner, as the change of owners writes it.
      const { olga, noor } = scene.desk.cast.people
      await record(scene.desk.kernel, { accounts: [account], by: { rule: 'clock' } }, async r => {
        await r.tx.updateTable('access.accounts').set({ owner_id: noor }).where('id', '=', account).execute()
        r.fact('owner.changed', { person: noor }, { from: olga })
      })
      const owner = async (at: number) => {
        const question = {
          accountId: account,
          permission: 'access.end' as const,
          resourceId: null,
          at: new Date(at),
        }
        const could = await scene.desk.kernel.database.within(account, tx => whoCould(tx, question))
        return could.people.filter(one => one.asOwner).map(one => one.person.id)
      }
      const changed = scene.desk.time.now
      assert.deepEqual([await owner(changed - 1), await owner(changed)], [[olga], [noor]])
    } finally {
      await scene.desk.close()
    }
  })
})
