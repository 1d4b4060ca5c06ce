// What a visitor leaves behind in a shop or server, and what is there, or is not, against all expectation.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PersonName } from './words.ts'

const orNull = <S extends t.TSchema>(of: S) => t.Union([of, t.Null()])

/** A look at everything that is there; `trouble` says why nothing could be seen. */
const Look = t.Object({ at: Instant, trouble: orNull(t.String()) })

export const ThingLeft = t.Object({
  id: Id,
  /** admin, application-password, plugin, key-line …: as the connector names it */
  kind: t.String(),
  name: t.String({ privacy: 'internal' }),
  firstSeenAt: Instant,
  /**
   *   found ──▶ kept | removing ──▶ removed | cannot ──▶ removing
   *     └─────▶ vanished: not there any more, by somebody else's hand
   */
  state: t.Union([
    t.Literal('found'),
    t.Literal('kept'),
    t.Literal('removing'),
    t.Literal('removed'),
    t.Literal('cannot'),
    t.Literal('vanished'),
  ]),
  at: Instant,
  by: orNull(PersonName),
  note: orNull(t.String({ privacy: 'internal' })),
  /** How it was seen to be gone. */
  witness: orNull(t.String()),
  /** Why the connector could not take it away. */
  why: orNull(t.String()),
  can: t.Object({ remove: Can, keep: Can }),
})

const Artefact = t.Object({ id: Id, system: t.String(), kind: t.String(), at: Instant })
export const ArtefactMissing = t.Object({ ...Artefact.properties, can: t.Object({ makeAgain: Can }) })

/** What is known of a visit's traces. */
export const LeftBehind = t.Object({
  resource: t.Object({ id: Id, name: t.String() }),
  /**
   *   not-watched      nothing was made by a connector
   *   visiting         the visit is not over, or what was made for it is not gone yet
   *   waiting          it is over, and the system has not been seen since
   *   not-comparable   seen, but nobody saw what was there before
   *   compared
   */
  state: t.Union([
    t.Literal('not-watched'),
    t.Literal('visiting'),
    t.Literal('waiting'),
    t.Literal('not-comparable'),
    t.Literal('compared'),
  ]),
  beginning: orNull(Look),
  end: orNull(Look),
  /** Other visits at the same time: what is found may be of any of them. */
  overlaps: t.Integer(),
  items: t.Array(ThingLeft),
  /** Beyond these nothing is promised; English sentences. */
  cannotSee: t.Array(t.String()),
  /** The last look in between: daily, asked for, or after a removal. */
  check: orNull(Look),
  /** Was proven gone, was seen again, and is being taken away once more. */
  cameBack: t.Array(t.Object({ ...Artefact.properties, trouble: orNull(t.String()) })),
  /** An open visit wants it, and somebody has taken it away by hand. */
  missing: t.Array(ArtefactMissing),
  can: t.Object({ check: Can }),
})

const ofGrant = t.Object({ accountId: Id, grantId: Id })
const path = '/accounts/{accountId}/grants/{grantId}/left-behind'
const Items = t.Array(Id, { minItems: 1, maxItems: 100 })

export const readLeftBehind = endpoint({
  name: 'read-left-behind',
  method: 'GET',
  path,
  summary: 'What a visit has left behind, what became of it, and what nobody could see.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofGrant,
  answer: LeftBehind,
  refusals: ['not-signed-in', 'not-found'],
})

export const removeLeftBehind = endpoint({
  name: 'remove-left-behind',
  method: 'POST',
  path: `${path}/removal`,
  summary:
    'Takes away what was left behind, where the connector can, and looks again: only what is not there any more is removed.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: ofGrant,
  body: t.Object({ items: Items }),
  answer: LeftBehind,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'left-behind-is-over'],
})

export const keepLeftBehind = endpoint({
  name: 'keep-left-behind',
  method: 'POST',
  path: `${path}/keeping`,
  summary: 'Says that this was not left behind: it is the owner’s, and stays.',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: ofGrant,
  body: t.Object({ items: Items, note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: LeftBehind,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'left-behind-is-over'],
})

export const checkNow = endpoint({
  name: 'check-what-is-left',
  method: 'POST',
  path: `${path}/check`,
  summary:
    'Looks now at what is there: what of ours should be gone, and what an open visit misses. This is also done once a day.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: ofGrant,
  body: t.Object({}),
  answer: LeftBehind,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'not-connected'],
})

export const makeAgain = endpoint({
  name: 'make-artefact-again',
  method: 'POST',
  path: '/accounts/{accountId}/grants/{grantId}/artefacts/{artefactId}/again',
  summary: 'Makes again what an open visit needs and somebody has taken away by hand.',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: t.Object({ accountId: Id, grantId: Id, artefactId: Id }),
  body: t.Object({}),
  answer: LeftBehind,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'nothing-is-missing'],
})

const Missing = t.Object({ items: t.Array(ArtefactMissing) })

export const readMissing = endpoint({
  name: 'read-what-is-missing',
  method: 'GET',
  path: '/visits/{grantId}/missing',
  summary:
    'What of a visit somebody has taken away by hand, for the visitor himself while his visit is open.',
  who: 'person',
  writes: 'nothing',
  params: t.Object({ grantId: Id }),
  answer: Missing,
  refusals: ['not-signed-in', 'not-found'],
})

export const makeAgainByVisitor = endpoint({
  name: 'make-artefact-again-by-visitor',
  method: 'POST',
  path: '/visits/{grantId}/artefacts/{artefactId}/again',
  summary: 'Makes again what the visitor’s own open visit needs and somebody has taken away by hand.',
  who: 'person',
  writes: 'facts',
  params: t.Object({ grantId: Id, artefactId: Id }),
  body: t.Object({}),
  answer: Missing,
  refusals: ['not-signed-in', 'not-found'],
})
