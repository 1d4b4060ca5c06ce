import type { Static } from 'typebox'
import type { EvidenceOfVisit } from '#contract/evidence.ts'
import type { Json } from '#server/plumbing/canonical-json.ts'
import type { LedgerFact } from './read-facts.ts'

type Judged = Static<typeof EvidenceOfVisit>['requirements'][number]
type Point = Judged['points'][number]
export type Requirement = Judged['requirement']

/** What the judging looks at: the facts of one grant, sorted by what they are good for. */
export type VisitFacts = {
  opened: LedgerFact
  facts: readonly LedgerFact[]
  /** epoch ms; null: without end */
  endsAt: number | null
  /** When nobody got in any more, epoch ms; null: still open. */
  overAt: number | null
  now: number
}

const day = 86_400_000

/**
 * What the facts of a visit show of requirements 8.2 to 8.4 of PCI DSS v4. A point is met, not met, or null: Einlass
 * cannot know it, and says so. Nothing is concluded from what is not there, except where the ledger would have it.
 */
export function judgeVisit(visit: VisitFacts): Judged[] {
  const { opened, facts } = visit
  const of = (...kinds: string[]) => facts.filter(fact => kinds.includes(fact.kind))
  const isMember = opened.data.door === 'members'
  const entries = of('entry.opened')
  const decided = of('request.decided')
  const present = of('artefact.present')
  const ending = of('grant.ending')
  const ended = of('grant.ended')
  const moved = of('grant.end-moved')
  const recorded = of('recording.kept')

  const over = ended.length > 0 ? point('over-and-proven', true, ended) : notYetOver(visit, ending)
  const ownAccount = present.length > 0 ? [point('own-account', true, present)] : []
  return [
    judged('8.2.1', [
      opened.data.subject === 'person'
        ? point('named-person', true, [opened])
        : point('named-entries', entries.every(hasPerson), entries.length > 0 ? entries : [opened]),
      ...(present.length > 0 ? ownAccount : [point('login-inside', null, [])]),
    ]),
    judged('8.2.2', [
      ...(entries.length > 0 ? [point('named-entries', entries.every(hasPerson), entries)] : []),
      ...(present.length > 0 ? ownAccount : [point('login-inside', null, [])]),
      ...secretsSeen(facts),
    ]),
    judged('8.2.3', [
      present.length > 0 ? point('only-for-this-shop', true, present) : point('only-for-this-shop', null, []),
      point('factors-elsewhere', null, []),
    ]),
    judged('8.2.4', [
      point(
        'decided-by-a-person',
        [...decided, opened].some(fact => fact.byPerson !== null),
        [...decided, opened],
      ),
      point('rights-written-down', true, [opened]),
      ...(moved.length > 0
        ? [
            point(
              'end-moved-by-a-person',
              moved.every(fact => fact.byPerson !== null),
              moved,
            ),
          ]
        : []),
      point('rights-enforced', null, []),
    ]),
    judged('8.2.5', [
      ...(ending.some(fact => terminated.includes(String(fact.data.cause)))
        ? [point('ended-with-the-person', true, ending), over]
        : [point('nobody-left', null, [])]),
    ]),
    judged('8.2.6', [
      point('used-within-90-days', longestUnused(visit, entries) <= 90 * day, [opened, ...entries]),
    ]),
    isMember
      ? { requirement: '8.2.7', verdict: 'does-not-apply', points: [] }
      : judged('8.2.7', [
          point('reason-given', hasReason(facts), [...of('request.asked'), opened]),
          point('has-an-end', visit.endsAt !== null, [opened, ...moved]),
          over,
          ...(entries.length > 0
            ? [point('entries-recorded', true, [...entries, ...of('entry.closed')])]
            : []),
          point('inside-recorded', recorded.length > 0 ? true : null, recorded),
        ]),
    judged('8.2.8', [point('idle-time', null, [])]),
    ...(entries.length > 0
      ? [
          judged('8.3.1', [
            point(
              'signed-in',
              known(entries, methods => methods.length > 0),
              entries,
            ),
          ]),
          judged('8.4', [point('many-factors', known(entries, isMultiFactor), entries)]),
        ]
      : (['8.3.1', '8.4'] as const).map(requirement => ({
          requirement,
          verdict: 'does-not-apply' as const,
          points: [],
        }))),
  ]
}

const terminated: readonly string[] = ['person-deactivated', 'giver-deactivated']

function notYetOver({ overAt }: VisitFacts, ending: readonly LedgerFact[]): Point {
  return overAt === null ? point('still-running', null, []) : point('over-and-proven', false, ending)
}

/** Every secret that somebody has seen is old at the end: changed in the system, or of no use because it was destroyed. */
function secretsSeen(facts: readonly LedgerFact[]): Point[] {
  const of = (kind: string) => facts.filter(fact => fact.kind === kind)
  const revealed = of('secret.revealed')
  if (revealed.length === 0) return []
  const last = revealed.at(-1)!.seq
  const changed = of('secret.rotated').filter(({ seq }) => seq > last)
  return [point('secret-changed', changed.length > 0, [...revealed, ...changed])]
}

/** The longest time in which the access was open and nobody used it, ms. */
function longestUnused({ opened, overAt, now }: VisitFacts, entries: readonly LedgerFact[]): number {
  const instants = [Date.parse(String(opened.data.beginsAt)), ...entries.map(fact => fact.at), overAt ?? now]
  return Math.max(0, ...instants.slice(1).map((at, index) => at - instants[index]!))
}

function hasReason(facts: readonly LedgerFact[]): boolean {
  return facts
    .filter(fact => fact.kind === 'request.asked' || fact.kind === 'grant.opened')
    .some(
      ({ data }) =>
        isSaid(data.reason) ||
        isSaid(data.caseNumber) ||
        (Array.isArray(data.wants) && data.wants.length > 0),
    )
}

function hasPerson(entry: LedgerFact): boolean {
  return entry.about.person !== undefined
}

/** null when one of the entries does not say it: older ones, and those of entrances that do not know. */
function known(
  entries: readonly LedgerFact[],
  isGood: (methods: readonly Json[]) => boolean | null,
): boolean | null {
  const said = entries.map(({ data }) => (Array.isArray(data.methods) ? isGood(data.methods) : null))
  return said.includes(false) ? false : said.includes(null) ? null : true
}

/** A passkey is something one has, opened by something one knows or is. What a provider has asked for, he only knows. */
function isMultiFactor(methods: readonly Json[]): boolean | null {
  if (methods.includes('passkey')) return true
  if (methods.includes('provider')) return null
  return methods.length > 1 && (methods.includes('totp') || methods.includes('recovery-code'))
}

function isSaid(value: Json | undefined): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function point(says: Point['says'], met: boolean | null, facts: readonly LedgerFact[]): Point {
  return { says, met, facts: facts.map(({ seq }) => seq).sort((a, b) => a - b) }
}

function judged(requirement: Requirement, points: Point[]): Judged {
  const met = points.map(one => one.met)
  const verdict = met.includes(false)
    ? 'missing'
    : met.every(one => one === true)
      ? 'shown'
      : met.includes(true)
        ? 'partly'
        : 'beyond'
  return { requirement, verdict, points }
}
