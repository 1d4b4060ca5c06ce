// What can be shown of the accesses of a period, ordered by what an auditor asks for.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant, PageQuery, page } from './words.ts'

/** Of PCI DSS v4. '8.4': 8.4.1 to 8.4.3 together. */
export const Requirement = t.Union([
  t.Literal('8.2.1'),
  t.Literal('8.2.2'),
  t.Literal('8.2.3'),
  t.Literal('8.2.4'),
  t.Literal('8.2.5'),
  t.Literal('8.2.6'),
  t.Literal('8.2.7'),
  t.Literal('8.2.8'),
  t.Literal('8.3.1'),
  t.Literal('8.4'),
])

/**
 * shown: every point is met · partly: some are, of the others Einlass knows nothing · missing: one is not met ·
 * beyond: Einlass cannot show it · does-not-apply
 */
export const Verdict = t.Union([
  t.Literal('shown'),
  t.Literal('partly'),
  t.Literal('missing'),
  t.Literal('beyond'),
  t.Literal('does-not-apply'),
])

export const EvidencePoint = t.Union([
  t.Literal('named-person'),
  t.Literal('named-entries'),
  t.Literal('own-account'),
  t.Literal('login-inside'),
  t.Literal('secret-changed'),
  t.Literal('only-for-this-shop'),
  t.Literal('factors-elsewhere'),
  t.Literal('decided-by-a-person'),
  t.Literal('rights-written-down'),
  t.Literal('rights-enforced'),
  t.Literal('end-moved-by-a-person'),
  t.Literal('ended-with-the-person'),
  t.Literal('nobody-left'),
  t.Literal('used-within-90-days'),
  t.Literal('reason-given'),
  t.Literal('has-an-end'),
  t.Literal('over-and-proven'),
  t.Literal('still-running'),
  t.Literal('entries-recorded'),
  t.Literal('inside-recorded'),
  t.Literal('idle-time'),
  t.Literal('signed-in'),
  t.Literal('many-factors'),
])

const MaybeInstant = t.Union([Instant, t.Null()])
const MaybeText = t.Union([t.String(), t.Null()])

export const EvidenceOfVisit = t.Object({
  grant: Id,
  door: t.String(),
  subject: t.String(),
  resource: MaybeText,
  permissions: t.Array(t.String()),
  caseNumber: MaybeText,
  reason: MaybeText,
  askedBy: MaybeText,
  decidedBy: t.String(),
  beginsAt: Instant,
  endsAt: MaybeInstant,
  state: t.Union([t.Literal('scheduled'), t.Literal('open'), t.Literal('ending'), t.Literal('ended')]),
  endedAt: MaybeInstant,
  endedBy: MaybeText,
  cause: MaybeText,
  confirmedAt: MaybeInstant,
  /** Whoever went in, each once. */
  people: t.Array(t.String()),
  entries: t.Integer(),
  secretsSeen: t.Integer(),
  recordings: t.Integer(),
  requirements: t.Array(
    t.Object({
      requirement: Requirement,
      verdict: Verdict,
      points: t.Array(
        t.Object({
          says: EvidencePoint,
          /** null: Einlass cannot know it. */
          met: t.Union([t.Boolean(), t.Null()]),
          /** The numbers of the facts in the ledger of the account. */
          facts: t.Array(t.Integer()),
        }),
      ),
    }),
  ),
})

/** Half-open [from, to) */
const Period = { from: Instant, to: Instant }
const inAccount = t.Object({ accountId: Id })

export const listEvidence = endpoint({
  name: 'list-evidence',
  method: 'GET',
  path: '/accounts/{accountId}/evidence',
  summary:
    'Every access that was open in the period with what the ledger shows of requirements 8.2 to 8.4 of PCI DSS v4, in the order of their beginnings.',
  who: 'account',
  needs: 'audit.export',
  byKey: 'export',
  writes: 'nothing',
  params: inAccount,
  query: t.Object({ ...PageQuery, ...Period }),
  answer: page(EvidenceOfVisit),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const Evidence = t.Object({
  format: t.Literal('einlass-evidence-1'),
  account: t.Object({ id: Id, name: t.String() }),
  from: Instant,
  to: Instant,
  issuedAt: Instant,
  ledger: t.Object({ seq: t.Integer(), hash: t.String() }),
  keyId: t.String(),
  publicKey: t.String(),
  visits: t.Array(EvidenceOfVisit),
  totals: t.Object({
    visits: t.Integer(),
    entries: t.Integer(),
    notConfirmed: t.Integer(),
    requirements: t.Record(t.String(), t.Record(t.String(), t.Integer())),
  }),
  visitsHash: t.String({
    description:
      'SHA-256 over the canonical JSON (RFC 8785) of each visit, each with a line feed behind it; hex',
  }),
  signature: t.String({
    description: 'Ed25519 over the canonical JSON of everything else but the visits, base64url',
  }),
})

export const exportEvidence = endpoint({
  name: 'export-evidence',
  method: 'GET',
  path: '/accounts/{accountId}/evidence.json',
  summary: 'The same for the whole period as one signed document: `einlass verify FILE`.',
  who: 'account',
  needs: 'audit.export',
  byKey: 'export',
  writes: 'nothing',
  params: inAccount,
  query: t.Object(Period),
  answer: Evidence,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const exportEvidenceTable = endpoint({
  name: 'export-evidence-table',
  method: 'GET',
  path: '/accounts/{accountId}/evidence.csv',
  summary: 'The same as a table (RFC 4180, UTF-8), a line for each access and a column for each requirement.',
  who: 'account',
  needs: 'audit.export',
  byKey: 'export',
  writes: 'nothing',
  params: inAccount,
  query: t.Object(Period),
  answer: t.String(),
  answersAs: 'text/csv; charset=utf-8',
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})
