// What happened, and what can be proven of it.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant, Language, PageQuery, PersonName, page, ResourceName } from './words.ts'

export const TimelineFact = t.Object({
  seq: t.Integer(),
  at: Instant,
  kind: t.String(),
  by: t.Union([PersonName, t.Null()]),
  rule: t.Union([t.String(), t.Null()]),
  about: t.Object({
    grant: t.Optional(Id),
    entry: t.Optional(Id),
    request: t.Optional(Id),
    resource: t.Optional(Id),
    person: t.Optional(Id),
    resourceName: t.Optional(t.String()),
    personName: t.Optional(t.String()),
  }),
  data: t.Record(t.String(), t.Unknown()),
  hash: t.String({ description: 'SHA-256, hex' }),
})

const inAccount = { accountId: Id }

/** What of a timeline is wanted. Filters that are given together all apply. */
const TimelineFilter = {
  grant: t.Optional(Id),
  person: t.Optional(Id),
  resource: t.Optional(Id),
  show: t.Optional(
    t.Union([
      t.Literal('requests'),
      t.Literal('access'),
      t.Literal('entries'),
      t.Literal('people'),
      t.Literal('told'),
    ]),
  ),
  /** Half-open [from, to) */
  from: t.Optional(Instant),
  to: t.Optional(Instant),
}

export const readTimeline = endpoint({
  name: 'read-timeline',
  method: 'GET',
  path: '/accounts/{accountId}/timeline',
  summary: 'The facts of the account, newest first, or those that the filters leave.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({ ...PageQuery, ...TimelineFilter }),
  answer: page(TimelineFact),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const exportTimeline = endpoint({
  name: 'export-timeline',
  method: 'GET',
  path: '/accounts/{accountId}/timeline.csv',
  summary:
    'The same facts as a table (RFC 4180, UTF-8), oldest first, for a spreadsheet. What a spreadsheet would take for a formula is written as text.',
  who: 'account',
  needs: 'audit.export',
  byKey: 'export',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({ ...TimelineFilter, language: t.Optional(Language) }),
  answer: t.String(),
  answersAs: 'text/csv; charset=utf-8',
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const Verification = t.Object({
  account: Id,
  facts: t.Integer(),
  intact: t.Boolean(),
  /** First fact that does not fit, when not intact. */
  brokenAt: t.Union([t.Integer(), t.Null()]),
  checkpoints: t.Integer(),
  head: t.String(),
  checkedAt: Instant,
})

export const verifyLedger = endpoint({
  name: 'verify-ledger',
  method: 'GET',
  path: '/accounts/{accountId}/ledger/verification',
  summary: 'Recomputes the chain of facts and checks the signatures of all checkpoints.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  answer: Verification,
  refusals: ['not-signed-in', 'not-found'],
})

/** Everything that is needed to check it offline: `einlass verify FILE`. */
export const exportLedger = endpoint({
  name: 'export-ledger',
  method: 'GET',
  path: '/accounts/{accountId}/ledger',
  summary: 'The whole ledger of the account with checkpoints and the public key, for offline verification.',
  who: 'account',
  needs: 'audit.export',
  byKey: 'export',
  writes: 'nothing',
  params: t.Object(inAccount),
  answer: t.Unknown(),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

const MaybeInstant = t.Union([Instant, t.Null()])
const MaybeText = t.Union([t.String(), t.Null()])

/** What a fact says besides who and when, in words of its own. */
const Says = t.Array(t.Object({ what: t.String(), value: t.String() }))

export const Receipt = t.Object({
  format: t.Literal('einlass-receipt-1'),
  account: t.Object({ id: Id, name: t.String() }),
  grant: t.Object({
    id: Id,
    door: t.String(),
    subject: t.String(),
    resource: t.Union([t.String(), t.Null()]),
    permissions: t.Array(t.String()),
    beginsAt: Instant,
    endsAt: t.Union([Instant, t.Null()]),
    decidedBy: t.String(),
    caseNumber: t.Union([t.String(), t.Null()]),
    reason: t.Union([t.String(), t.Null()]),
  }),
  state: t.Union([t.Literal('scheduled'), t.Literal('open'), t.Literal('ending'), t.Literal('ended')]),
  ending: t.Union([
    t.Object({
      at: Instant,
      cause: t.String(),
      by: t.String(),
      note: t.Union([t.String(), t.Null()]),
      confirmedAt: t.Union([Instant, t.Null()]),
    }),
    t.Null(),
  ]),
  /** null: nobody asked. */
  asked: t.Union([
    t.Object({
      at: Instant,
      by: t.String(),
      wants: t.Array(t.Object({ permission: t.String(), reason: MaybeText })),
      until: MaybeText,
      preset: MaybeText,
      caseNumber: MaybeText,
      says: Says,
    }),
    t.Null(),
  ]),
  decided: t.Object({
    at: Instant,
    by: t.String(),
    outcome: MaybeText,
    note: MaybeText,
    /** Permissions that were asked for and not given, and the other way round. */
    notGiven: t.Array(t.String()),
    givenBeyond: t.Array(t.String()),
    askedUntil: MaybeText,
  }),
  entries: t.Array(
    t.Object({
      id: Id,
      person: t.String(),
      /** Which way in: 'gate', 'ssh' … */
      entrance: MaybeText,
      network: MaybeText,
      openedAt: Instant,
      closedAt: t.Union([Instant, t.Null()]),
      cause: t.Union([t.String(), t.Null()]),
      /** The instant at which the closed entry was presented at the entrance again and was refused. */
      refusedAt: t.Union([Instant, t.Null()]),
    }),
  ),
  /** What was handed over by it, or made for it to sign in with: who has seen it, and what became of it. */
  secrets: t.Array(
    t.Object({
      what: t.String(),
      label: t.Union([t.String(), t.Null()]),
      seenBy: t.Union([t.String(), t.Null()]),
      times: t.Integer(),
      lastSeenAt: t.Union([Instant, t.Null()]),
      destroyedAt: t.Union([Instant, t.Null()]),
      /** A seen password is a known password. due: seen, and nobody has said yet that it was changed */
      rotation: t.Union([
        t.Literal('never'),
        t.Literal('by-connector'),
        t.Literal('not-due'),
        t.Literal('due'),
        t.Literal('done'),
      ]),
      rotatedAt: t.Union([Instant, t.Null()]),
    }),
  ),
  /** What was made in foreign systems. `witness`: what vouches that it is gone. */
  artefacts: t.Array(
    t.Object({
      id: Id,
      system: t.String(),
      kind: t.String(),
      wantedAt: MaybeInstant,
      presentAt: MaybeInstant,
      removingAt: MaybeInstant,
      goneAt: MaybeInstant,
      how: MaybeText,
      witness: t.Union([t.Literal('machine'), t.Literal('person'), t.Null()]),
      confirmedBy: MaybeText,
      error: MaybeText,
    }),
  ),
  /** Everything else, fact by fact; only sections that have something in them. 'other': kinds without a section. */
  sections: t.Array(
    t.Object({
      section: t.String(),
      facts: t.Array(
        t.Object({
          seq: t.Integer(),
          at: Instant,
          kind: t.String(),
          by: t.String(),
          person: MaybeText,
          says: Says,
        }),
      ),
    }),
  ),
  witnesses: t.Array(t.Object({ kind: t.String(), id: t.String(), how: t.String() })),
  /** What is over and not yet proven to be. */
  notConfirmed: t.Array(
    t.Object({
      what: t.Union([t.Literal('entry'), t.Literal('artefact'), t.Literal('ending')]),
      name: t.String(),
      why: MaybeText,
    }),
  ),
  /** The facts it rests on: each with the hash of its predecessor, so that they can be found in the ledger again. */
  facts: t.Array(t.Unknown()),
  ledger: t.Object({ seq: t.Integer(), hash: t.String(), at: Instant }),
  issuedAt: Instant,
  keyId: t.String(),
  publicKey: t.String({ description: 'Ed25519, JWK (RFC 8037)' }),
  signature: t.String({
    description: 'Ed25519 over the canonical JSON (RFC 8785) of everything else, base64url',
  }),
})

export const readReceipt = endpoint({
  name: 'read-receipt',
  method: 'GET',
  path: '/accounts/{accountId}/grants/{grantId}/receipt',
  summary: 'The signed receipt of a grant: asked, decided, entered, ended, refused afterwards.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ ...inAccount, grantId: Id }),
  answer: Receipt,
  refusals: ['not-signed-in', 'not-found'],
})

export const readReceiptPdf = endpoint({
  name: 'read-receipt-pdf',
  method: 'GET',
  path: '/accounts/{accountId}/grants/{grantId}/receipt.pdf',
  summary:
    'The same receipt on paper (PDF, A4), with the signed receipt attached to it and every byte signed: `einlass verify FILE.pdf`.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ ...inAccount, grantId: Id }),
  query: t.Object({ language: t.Optional(Language) }),
  answer: t.String(),
  answersAs: 'application/pdf',
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

/** A grant that answers, as people read it. */
const Because = t.Object({
  grantId: Id,
  door: t.String(),
  /** The team that he is in, or null: it is to himself. */
  team: t.Union([t.String(), t.Null()]),
  resource: t.Union([ResourceName, t.Null()]),
  begins: Instant,
  until: t.Union([Instant, t.Null()]),
  /** When it was ended, if it was. */
  endedAt: t.Union([Instant, t.Null()]),
  decidedBy: t.Union([PersonName, t.Null()]),
})

export const explain = endpoint({
  name: 'explain',
  method: 'GET',
  path: '/accounts/{accountId}/explanation',
  summary: 'May this person do this here, and because of what? Now, or at an instant in the past.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({
    person: Id,
    permission: t.String({ maxLength: 60 }),
    resource: t.Optional(Id),
    /** Left out: now. */
    at: t.Optional(Instant),
  }),
  answer: t.Object({
    allowed: t.Boolean(),
    at: Instant,
    person: PersonName,
    /** He was the owner at that time. */
    asOwner: t.Boolean(),
    because: t.Array(Because),
    whyNot: t.Array(t.Object({ ...Because.properties, reason: t.String() })),
  }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const whoCould = endpoint({
  name: 'who-could',
  method: 'GET',
  path: '/accounts/{accountId}/who-could',
  summary: 'Everybody who may do this here, now or at an instant in the past, and who was inside then.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({
    permission: t.String({ maxLength: 60 }),
    resource: t.Optional(Id),
    at: t.Optional(Instant),
  }),
  answer: t.Object({
    at: Instant,
    people: t.Array(
      t.Object({ person: PersonName, asOwner: t.Boolean(), inside: t.Boolean(), because: t.Array(Because) }),
    ),
  }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const whomToAsk = endpoint({
  name: 'list-people-of-account',
  method: 'GET',
  path: '/accounts/{accountId}/whom-to-ask',
  summary:
    'People and shops about whom something can be asked here: whoever has or had access, and the permissions.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  answer: t.Object({
    people: t.Array(t.Object({ ...PersonName.properties, member: t.Boolean(), owner: t.Boolean() })),
    shops: t.Array(ResourceName),
    permissions: t.Array(t.Object({ name: t.String(), risk: t.String() })),
  }),
  refusals: ['not-signed-in', 'not-found'],
})
