// Hand-overs: what a person must see with his own eyes, and what he gives in return, for as long as a grant is open.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PersonName } from './words.ts'

/** What the owner's side puts down for the visitor. */
const ForVisitor = t.Union([
  t.Literal('login-url'),
  t.Literal('user-name'),
  t.Literal('password'),
  t.Literal('sftp'),
  t.Literal('note'),
])
/** What the visitor puts down for the owner: no secrets. */
const ForOwner = t.Union([t.Literal('public-key'), t.Literal('addresses')])

const Kind = t.Union([...ForVisitor.anyOf, ...ForOwner.anyOf])
export type HandOverKind = t.Static<typeof Kind>
/** account: what a connector made, with login page, login and password. */
const AnyKind = t.Union([...Kind.anyOf, t.Literal('account')])

const Seen = t.Object({ times: t.Integer(), firstAt: Instant, lastAt: Instant, by: PersonName })
const Over = t.Object({
  at: Instant,
  because: t.Union([t.Literal('withdrawn'), t.Literal('used-up'), t.Literal('grant-ended')]),
})
/**
 * A seen password is a known password. never: nothing of the kind, or nobody has seen it · by-connector: goes away with
 * the account · not-due: seen, while the access is open · due: has to be changed now · done
 */
const Rotation = t.Union([
  t.Literal('never'),
  t.Literal('by-connector'),
  t.Literal('not-due'),
  t.Literal('due'),
  t.Literal('done'),
])

const Told = {
  id: Id,
  kind: AnyKind,
  /** What people call it; of what a connector made, its system. */
  label: t.Union([t.String(), t.Null()]),
  from: t.Union([t.Literal('owner'), t.Literal('visitor'), t.Literal('connector')]),
  by: t.Union([PersonName, t.Null()]),
  at: Instant,
  /** How often it can still be seen; null: as often as is wished while the access is open. */
  left: t.Union([t.Integer(), t.Null()]),
  seen: t.Union([Seen, t.Null()]),
  over: t.Union([Over, t.Null()]),
}

/** As the owner's side sees it. What was put down for the visitor is never told again to anybody but him. */
const HandOver = t.Object({
  ...Told,
  rotation: Rotation,
  rotatedAt: t.Union([Instant, t.Null()]),
  /** What the visitor gave, while it is there. */
  given: t.Union([t.String(), t.Null()], { privacy: 'sensitive' }),
  can: t.Object({ replace: Can, withdraw: Can, confirmRotation: Can }),
})

const HandOvers = t.Object({
  visitor: t.Union([PersonName, t.Null()]),
  items: t.Array(HandOver),
  can: t.Object({ handOver: Can }),
})

/** As the visitor sees it. */
const VisitorsHandOvers = t.Object({
  items: t.Array(t.Object({ ...Told, can: t.Object({ reveal: Can, withdraw: Can }) })),
})

/** Which of these are wanted: login-url `value`, user-name `value`, password `value`, note `value`, sftp all the others. */
const Values = t.Object(
  {
    value: t.Optional(t.String({ minLength: 1, maxLength: 4_000 })),
    host: t.Optional(t.String({ minLength: 1, maxLength: 255 })),
    port: t.Optional(t.Integer({ minimum: 1, maximum: 65_535 })),
    user: t.Optional(t.String({ minLength: 1, maxLength: 300 })),
    password: t.Optional(t.String({ minLength: 1, maxLength: 1_000 })),
  },
  { privacy: 'secret' },
)
/** How often it can be seen; left out: as often as is wished while the access is open. */
const Most = t.Optional(t.Integer({ minimum: 1, maximum: 100 }))
const Label = t.Optional(t.String({ maxLength: 80 }))

const ofGrant = t.Object({ accountId: Id, grantId: Id })
const ofOne = t.Object({ accountId: Id, grantId: Id, handOverId: Id })
const path = '/accounts/{accountId}/grants/{grantId}/hand-overs'

export const listHandOvers = endpoint({
  name: 'list-hand-overs',
  method: 'GET',
  path,
  summary: 'What was handed over for an access, who has seen what, and what has to be changed afterwards.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofGrant,
  answer: HandOvers,
  refusals: ['not-signed-in', 'not-found'],
})

export const handOver = endpoint({
  name: 'hand-over',
  method: 'POST',
  path,
  summary:
    'Puts something down for the one person whom the access names. It is sealed, only he can see it, and it is destroyed when the access ends.',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: ofGrant,
  body: t.Object({ kind: ForVisitor, label: Label, values: Values, most: Most }),
  answer: HandOvers,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'ending-already',
    'hand-over-needs-a-name',
  ],
})

export const replaceHandOver = endpoint({
  name: 'replace-hand-over',
  method: 'PUT',
  path: `${path}/{handOverId}`,
  summary:
    'Puts another value in its place. What was there before is destroyed, and was never told to anybody here.',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: ofOne,
  body: t.Object({ values: Values, most: Most }),
  answer: HandOvers,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'ending-already',
    'hand-over-needs-a-name',
    'hand-over-is-over',
  ],
})

export const withdrawHandOver = endpoint({
  name: 'withdraw-hand-over',
  method: 'DELETE',
  path: `${path}/{handOverId}`,
  summary: 'Takes it back; its value is destroyed.',
  who: 'account',
  needs: 'access.end',
  writes: 'facts',
  params: ofOne,
  answer: HandOvers,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const confirmRotation = endpoint({
  name: 'confirm-rotation',
  method: 'POST',
  path: `${path}/{handOverId}/rotation`,
  summary: 'Says that a password which was seen has been changed, after the access was over.',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: ofOne,
  body: t.Object({}),
  answer: HandOvers,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'rotation-is-not-due'],
})

const ofVisit = t.Object({ grantId: Id })
const ofMine = t.Object({ grantId: Id, handOverId: Id })
const visit = '/visits/{grantId}/hand-overs'

export const listMyHandOvers = endpoint({
  name: 'list-my-hand-overs',
  method: 'GET',
  path: visit,
  summary: 'What was put down for me for a visit that is open, and what I have given. No values.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  params: ofVisit,
  answer: VisitorsHandOvers,
  refusals: ['not-signed-in', 'not-found'],
})

export const revealHandOver = endpoint({
  name: 'reveal-hand-over',
  method: 'POST',
  path: `${visit}/{handOverId}/reveal`,
  summary:
    'Shows what was put down for me, by the owner or by a connector. That I have seen it is written down, and the owner is told.',
  who: 'person',
  fresh: true,
  writes: 'facts',
  params: ofMine,
  body: t.Object({}),
  answer: t.Object({
    kind: AnyKind,
    label: t.Union([t.String(), t.Null()]),
    values: t.Array(t.Object({ name: t.String(), value: t.String({ privacy: 'secret' }) })),
    left: t.Union([t.Integer(), t.Null()]),
    /** Stands over what is shown, so that a picture of it names who took it. */
    mark: t.Object({ person: t.String(), at: Instant, grantId: Id }),
    hideAfterSeconds: t.Integer(),
  }),
  refusals: ['not-signed-in', 'not-found', 'fresh-proof-needed', 'too-many-tries', 'hand-over-is-over'],
})

export const giveToOwner = endpoint({
  name: 'give-to-owner',
  method: 'POST',
  path: visit,
  summary: 'Gives the owner a public key of mine, or the addresses from which I come.',
  who: 'person',
  writes: 'facts',
  params: ofVisit,
  body: t.Object({ kind: ForOwner, label: Label, value: t.String({ minLength: 1, maxLength: 6_000 }) }),
  answer: VisitorsHandOvers,
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const takeBackFromOwner = endpoint({
  name: 'take-back-from-owner',
  method: 'DELETE',
  path: `${visit}/{handOverId}`,
  summary: 'Takes back what I gave the owner; it is destroyed.',
  who: 'person',
  writes: 'facts',
  params: ofMine,
  answer: VisitorsHandOvers,
  refusals: ['not-signed-in', 'not-found'],
})
