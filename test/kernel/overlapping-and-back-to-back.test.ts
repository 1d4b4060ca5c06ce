// Effective access is the union of open grants, half-open intervals on one line of time. Random sequences of opening,
// moving, ending, entering and waiting are played against the desk and against that sentence; after each step the gate
// must answer every cookie as the sentence says.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { moveEnd } from '#server/access/3-grant/move-end.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { entryLivesMs } from '#server/access/4-enter/enter.ts'
import { writeTicket } from '#server/access/4-enter/ticket.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { endAll } from '#server/access/5-end/end-all.ts'
import { type Recording, record } from '#server/access/record.ts'
import { hashSecret } from '#server/plumbing/ids.ts'
import { hour, startTestDesk, type TestDesk } from '../desk.ts'
import { arrive, askGate } from '../gate.ts'

const agents = ['sam', 'ines'] as const
type Agent = (typeof agents)[number]

type Step =
  /** when: at once, some hours from now, or exactly at the end of the youngest grant */
  | { do: 'open'; to: Agent | 'team'; when: number | 'back to back'; hours: number }
  | { do: 'move end'; which: number; hours: number }
  | { do: 'end'; which: number }
  | { do: 'enter'; agent: Agent }
  | { do: 'wait'; hours: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      to: fc.constantFrom(...agents, 'team' as const),
      when: fc.constantFrom(0, 0, 2, 'back to back' as const),
      hours: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move end' as const),
      which: fc.nat(3),
      hours: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('enter' as const), agent: fc.constantFrom(...agents) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 4 }) }),
  },
)

/** The model: who is covered when. */
type Line = { id: string; to: Agent | 'team'; begins: number; ends: number }
type Visit = { cookie: string; agent: Agent; begun: number; isOver: boolean }

describe('grants that overlap and grants that follow each other', () => {
  let desk: TestDesk
  let accountId: string
  let resourceId: string
  before(async () => {
    desk = await startTestDesk({ origins: { kaffeerad: 'http://kaffeerad.example' } })
    accountId = desk.cast.accounts['olga']!
    resourceId = desk.cast.shops['kaffeerad']!.id
  })
  after(() => desk.close())

  const asOlga = <T>(write: (r: Recording) => Promise<T>) =>
    record(desk.kernel, { accounts: [accountId], by: { person: desk.cast.people.olga } }, write)
  const rules = { longestMs: null, endless: false }
  const owner = { as: 'owner' } as const

  async function play(steps: readonly Step[]): Promise<void> {
    await asOlga(r => endAll(r, accountId, 'revoked', null))
    desk.time.pass(1)
    const lines: Line[] = []
    const visits: Visit[] = []
    const now = () => desk.time.now
    const isCovered = (agent: Agent, at: number) =>
      lines.some(line => (line.to === agent || line.to === 'team') && line.begins <= at && at < line.ends)
    const live = () => lines.filter(line => now() < line.ends)

    /** What is true at this instant: who is not covered any more is out for good. */
    async function compare(said: string): Promise<void> {
      for (const visit of visits)
        if (!isCovered(visit.agent, now()) || now() >= visit.begun + entryLivesMs) visit.isOver = true
      for (const visit of visits) {
        const answer = await askGate(desk, 'kaffeerad', visit.cookie)
        assert.equal(answer.status, visit.isOver ? 403 : 200, `${said}: ${visit.agent}`)
      }
    }

    /** No entry stands open in the books without a grant that covers it, and none that is covered was closed. */
    async function compareBooks(said: string): Promise<void> {
      const open = await desk.sql<{ token_hash: Buffer }>(
        'select token_hash from access.entries where account_id = $1 and closed_at is null',
        [accountId],
      )
      const hash = (visit: Visit) => hashSecret(visit.cookie.split('=')[1]!).toString('hex')
      assert.deepEqual(
        open.map(row => row.token_hash.toString('hex')).sort(),
        visits
          .filter(visit => !visit.isOver)
          .map(hash)
          .sort(),
        said,
      )
    }

    async function take(one: Step): Promise<void> {
      switch (one.do) {
        case 'open': {
          const begins =
            one.when === 'back to back'
              ? Math.max(now(), lines.at(-1)?.ends ?? 0)
              : now() + Math.round(one.when * hour)
          const ends = begins + one.hours * hour
          const subject =
            one.to === 'team'
              ? ({ kind: 'team', id: desk.cast.supportTeam } as const)
              : ({ kind: 'person', id: desk.cast.people[one.to] } as const)
          const id = await asOlga(r =>
            openGrant(
              r,
              {
                accountId,
                resourceId,
                door: 'test',
                subject,
                permissions: ['shop.view'],
                beginsAt: begins,
                endsAt: ends,
                reason: null,
                caseNumber: null,
                message: null,
                giver: owner,
              },
              rules,
            ),
          )
          lines.push({ id, to: one.to, begins, ends })
          return
        }
        case 'move end': {
          const line = live()[one.which]
          if (!line) return
          const ends = Math.max(now(), line.begins) + one.hours * hour
          await asOlga(r => moveEnd(r, { accountId, id: line.id }, ends, owner, rules))
          line.ends = ends
          return
        }
        case 'end': {
          const line = live()[one.which]
          if (!line) return
          await asOlga(r => endAccess(r, accountId, [line.id], 'revoked'))
          line.ends = now()
          return
        }
        case 'enter': {
          const person = desk.cast.people[one.agent]
          const about = { account: accountId, resource: resourceId, person, session: null }
          const ticket = writeTicket(desk.keys.derive('ticket'), about, now())
          const arrived = await arrive(desk, 'kaffeerad', ticket.text)
          assert.equal(arrived.status, isCovered(one.agent, now()) ? 303 : 403)
          if (arrived.status === 303)
            visits.push({
              cookie: arrived.headers['set-cookie']![0]!.split(';')[0]!,
              agent: one.agent,
              begun: now(),
              isOver: false,
            })
          return
        }
        case 'wait': {
          const until = now() + one.hours * hour
          const changes = [
            ...lines.flatMap(line => [line.begins, line.ends]),
            ...visits.map(visit => visit.begun + entryLivesMs),
            until,
          ].filter(at => at > now() && at <= until)
          for (const at of [...new Set(changes)].sort((a, b) => a - b)) {
            // The last millisecond, then the instant itself: first without, then with the desk's own round.
            if (at - 1 > now()) {
              desk.time.now = at - 1
              await compare('the millisecond before')
            }
            desk.time.now = at
            await compare('before the round')
            await desk.round.tend()
          }
          return
        }
      }
    }

    for (const [i, one] of steps.entries()) {
      const said = `step ${i + 1}, ${JSON.stringify(one)}`
      await take(one)
      await compare(said)
      await compareBooks(said)
    }
  }

  test('let in whom the union of their intervals covers, and nobody else, at every step', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), play), { numRuns: 40 })
  })

  test('back to back, the visitor does not notice the seam; with a millisecond between, he is out', async () => {
    const seam = (when: number | 'back to back'): Step[] => [
      { do: 'open', to: 'sam', when: 0, hours: 2 },
      { do: 'enter', agent: 'sam' },
      { do: 'open', to: 'team', when, hours: 4 },
      { do: 'wait', hours: 4 },
    ]
    await play(seam('back to back'))
    await play(seam(2 + 1 / 3_600_000))
  })

  test('an entry that two grants hold outlives the first to end, whichever that is', async () => {
    for (const which of [0, 1])
      await play([
        { do: 'open', to: 'sam', when: 0, hours: 5 },
        { do: 'open', to: 'team', when: 0, hours: 5 },
        { do: 'enter', agent: 'sam' },
        { do: 'end', which },
        { do: 'wait', hours: 1 },
        { do: 'end', which: 0 },
        { do: 'open', to: 'team', when: 0, hours: 5 },
      ])
  })

  test('an entry is closed by the grant that held it last, also when the one it came in by was over unnoticed', async () => {
    const open = (hours: number, subject: { kind: 'person' | 'team'; id: string }) =>
      asOlga(r =>
        openGrant(
          r,
          {
            accountId,
            resourceId,
            door: 'test',
            subject,
            permissions: ['shop.view'],
            beginsAt: r.now,
            endsAt: r.now + hours * hour,
            reason: null,
            caseNumber: null,
            message: null,
            giver: owner,
          },
          rules,
        ),
      )
    await asOlga(r => endAll(r, accountId, 'revoked', null))
    await open(1, { kind: 'person', id: desk.cast.people.sam })
    const about = { account: accountId, resource: resourceId, person: desk.cast.people.sam, session: null }
    const arrived = await arrive(
      desk,
      'kaffeerad',
      writeTicket(desk.keys.derive('ticket'), about, desk.time.now).text,
    )
    const cookie = arrived.headers['set-cookie']![0]!.split(';')[0]!
    const second = await open(5, { kind: 'team', id: desk.cast.supportTeam })
    desk.time.pass(2 * hour)
    assert.equal((await askGate(desk, 'kaffeerad', cookie)).status, 200)
    // No round came by since the first ended. The owner ends the second: it is this that cuts the visit.
    const cut = await asOlga(r => endAccess(r, accountId, [second], 'revoked'))
    assert.deepEqual(
      cut.entries.map(entry => entry.closedAt.getTime()),
      [desk.time.now],
    )
    assert.equal((await askGate(desk, 'kaffeerad', cookie)).status, 403)
  })
})
