import { createHash, sign } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Static } from 'typebox'
import type { Evidence } from '#contract/evidence.ts'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'
import type { Database } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { writeRow } from './export-timeline.ts'
import { type Behind, type Period, readVisits, type VisitView } from './read-visits.ts'

const visitsAtOnce = 100

/** What the ledger held when the export began: what is written meanwhile is not in it. */
async function readHead(database: Database, accountId: string) {
  return database.within(accountId, tx =>
    tx
      .selectFrom('access.accounts')
      .select(['id', 'name', 'last_seq', 'last_hash'])
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow(),
  )
}

/** Some at a time, each time in a transaction of its own: a slow reader holds nothing, and a long period no memory. */
async function* visitsOf(
  database: Database,
  accountId: string,
  period: Period,
  upTo: number,
  now: number,
): AsyncGenerator<VisitView[]> {
  let behind: Behind = null
  do {
    const from: Behind = behind
    const { visits, next }: Awaited<ReturnType<typeof readVisits>> = await database.within(accountId, tx =>
      readVisits(tx, accountId, period, from, visitsAtOnce, upTo, now),
    )
    yield visits
    behind = next
  } while (behind !== null)
}

/**
 * The evidence of a period as one signed document, written as it is read. The hash vouches for the visits, the signature
 * for the hash and everything else.
 */
export async function exportEvidence(
  database: Database,
  keys: Keys,
  accountId: string,
  period: Period,
  now: number,
): Promise<Readable> {
  const account = await readHead(database, accountId)
  const head = {
    format: 'einlass-evidence-1' as const,
    account: { id: account.id, name: account.name },
    from: new Date(period.from).toISOString(),
    to: new Date(period.to).toISOString(),
    issuedAt: new Date(now).toISOString(),
    ledger: { seq: account.last_seq, hash: account.last_hash.toString('hex') },
    keyId: keys.signing.id,
    publicKey: JSON.stringify(keys.signing.jwk),
  }
  async function* write(): AsyncGenerator<string> {
    const hash = createHash('sha256')
    const totals: Totals = { visits: 0, entries: 0, notConfirmed: 0, requirements: {} }
    yield `${JSON.stringify(head).slice(0, -1)},"visits":[`
    for await (const visits of visitsOf(database, accountId, period, account.last_seq, now)) {
      if (visits.length === 0) continue
      for (const visit of visits) hash.update(visitText(visit))
      const before = totals.visits > 0 ? ',' : ''
      for (const visit of visits) count(totals, visit)
      yield before + visits.map(visit => JSON.stringify(visit)).join(',')
    }
    const foot = { totals, visitsHash: hash.digest('hex') }
    const signature = sign(
      null,
      Buffer.from(canonicalJson({ ...head, ...foot } as unknown as Json)),
      keys.signing.privateKey,
    ).toString('base64url')
    yield `],${JSON.stringify({ ...foot, signature }).slice(1)}`
  }
  return Readable.from(write())
}

type Totals = Static<typeof Evidence>['totals']

/** What is hashed of a visit. */
export function visitText(visit: VisitView): string {
  return `${canonicalJson(visit as unknown as Json)}\n`
}

export function count(totals: Totals, visit: VisitView): void {
  totals.visits += 1
  totals.entries += visit.entries
  if (visit.state === 'ending') totals.notConfirmed += 1
  for (const { requirement, verdict } of visit.requirements) {
    totals.requirements[requirement] ??= {}
    const verdicts = totals.requirements[requirement]
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  }
}

const columns = [
  'grant_id',
  'door',
  'subject',
  'people',
  'shop',
  'case_number',
  'reason',
  'asked_by',
  'decided_by',
  'begins',
  'agreed_end',
  'state',
  'ended',
  'ended_by',
  'cause',
  'confirmed',
  'entries',
  'secrets_seen',
  'recordings',
] as const
const requirements = ['8.2.1', '8.2.2', '8.2.3', '8.2.4', '8.2.5', '8.2.6', '8.2.7', '8.2.8', '8.3.1', '8.4']

/** A line for each access; in the column of a requirement its verdict, and each point with the facts it rests on. */
export async function exportEvidenceTable(
  database: Database,
  accountId: string,
  period: Period,
  now: number,
): Promise<Readable> {
  const account = await readHead(database, accountId)
  async function* write(): AsyncGenerator<string> {
    // The mark tells a spreadsheet that it is UTF-8; readers of text skip it.
    yield `\uFEFF${writeRow([...columns, ...requirements])}`
    for await (const visits of visitsOf(database, accountId, period, account.last_seq, now))
      yield visits.map(visit => writeRow(cellsOf(visit))).join('')
  }
  return Readable.from(write())
}

function cellsOf(visit: VisitView): string[] {
  const cells: Record<(typeof columns)[number], string | number | null> = {
    grant_id: visit.grant,
    door: visit.door,
    subject: visit.subject,
    people: visit.people.join('; '),
    shop: visit.resource,
    case_number: visit.caseNumber,
    reason: visit.reason,
    asked_by: visit.askedBy,
    decided_by: visit.decidedBy,
    begins: visit.beginsAt,
    agreed_end: visit.endsAt,
    state: visit.state,
    ended: visit.endedAt,
    ended_by: visit.endedBy,
    cause: visit.cause,
    confirmed: visit.confirmedAt,
    entries: visit.entries,
    secrets_seen: visit.secretsSeen,
    recordings: visit.recordings,
  }
  return [
    ...columns.map(column => String(cells[column] ?? '')),
    ...requirements.map(name => {
      const judged = visit.requirements.find(({ requirement }) => requirement === name)
      if (!judged) return ''
      const points = judged.points.map(({ says, met, facts }) => {
        const answer = met === null ? 'not known' : met ? 'yes' : 'no'
        return `${says} ${answer}${facts.length > 0 ? ` (${facts.join(' ')})` : ''}`
      })
      return [judged.verdict, ...points].join('; ')
    }),
  ]
}
