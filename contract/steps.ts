// What people do by hand so that somebody gets in and out again: guided step by step, confirmed by those who did it.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PersonName } from './words.ts'

const Phase = t.Union([
  t.Literal('before'),
  t.Literal('open'),
  t.Literal('check'),
  t.Literal('end'),
  t.Literal('after'),
])
const Side = t.Union([t.Literal('owner'), t.Literal('support')])
const Basis = t.Union([t.Literal('read in the documentation'), t.Literal('not checked')])

const Step = t.Object({
  id: Id,
  /** Which sentence; texts/…/platforms.ts has it. */
  key: t.String(),
  /** The sentence itself, in the language of whoever asks. */
  says: t.String({ privacy: 'internal' }),
  by: t.Union([t.Literal('owner'), t.Literal('support'), t.Literal('einlass')]),
  /** Whose word it needs; null: nobody’s. */
  neededFrom: t.Union([Side, t.Null()]),
  /** To the page of the platform. */
  link: t.Union([t.String(), t.Null()]),
  confirmed: t.Union([
    t.Object({
      at: Instant,
      by: PersonName,
      note: t.Union([t.String(), t.Null()], { privacy: 'internal' }),
    }),
    t.Null(),
  ]),
  can: t.Object({ confirm: Can, undo: Can }),
})

const Rights = t.Array(t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), { maxItems: 60 })

/** What the platform says that is asked for, against what was agreed. */
const RightsCompared = t.Object({
  agreed: t.Array(t.String()),
  /** null: nobody has read yet what is asked for. */
  requested: t.Union([
    t.Object({
      at: Instant,
      by: PersonName,
      same: t.Array(t.String()),
      missing: t.Array(t.String()),
      extra: t.Array(t.String()),
    }),
    t.Null(),
  ]),
  /** What goes beyond the agreed rights, and was accepted all the same. */
  accepted: t.Union([t.Object({ at: Instant, by: PersonName, rights: t.Array(t.String()) }), t.Null()]),
  can: t.Object({ read: Can, accept: Can }),
})

export const Guided = t.Object({
  artefactId: Id,
  kind: t.String({ description: 'invitation, admin, allow-list' }),
  platform: t.String(),
  state: t.Union([
    t.Literal('letting-in'),
    t.Literal('let-in'),
    t.Literal('taking-out'),
    t.Literal('taken-out'),
  ]),
  /** Where the guide stands; null: there is nothing to do at the moment. */
  phase: t.Union([Phase, t.Null()]),
  guide: t.Object({
    version: t.Integer(),
    checkedOn: t.String({ format: 'date' }),
    documentation: t.Union([t.String(), t.Null()]),
  }),
  liveSession: t.String({ description: 'ends, goes-on, unknown' }),
  expiry: t.String(),
  /** How a program could look. Einlass does not do it yet. */
  apiCheck: t.Union([t.Object({ can: t.String(), needs: t.String(), documentation: t.String() }), t.Null()]),
  agent: t.String(),
  mailbox: t.String({ privacy: 'sensitive' }),
  until: t.Union([Instant, t.Null()]),
  /** To let in; and at the end those, and the older ones, to take out. */
  addresses: t.Array(t.String(), { privacy: 'internal' }),
  oldAddresses: t.Array(t.String(), { privacy: 'internal' }),
  rights: t.Union([RightsCompared, t.Null()]),
  waitsFor: t.Object({ owner: t.Integer(), support: t.Integer() }),
  phases: t.Array(t.Object({ phase: Phase, basis: Basis, steps: t.Array(Step) })),
})

const Answer = t.Object({
  side: Side,
  zone: t.String(),
  items: t.Array(Guided),
})

const ofGrant = t.Object({ accountId: Id, grantId: Id })
const ofVisit = t.Object({ grantId: Id })
const stepOfGrant = t.Object({ accountId: Id, grantId: Id, stepId: Id })
const stepOfVisit = t.Object({ grantId: Id, stepId: Id })
const artefactOfGrant = t.Object({ accountId: Id, grantId: Id, artefactId: Id })
const artefactOfVisit = t.Object({ grantId: Id, artefactId: Id })
const Note = t.Object({ note: t.Optional(t.String({ maxLength: 500 })) })
const RightsRead = t.Object({ rights: Rights })
const grantPath = '/accounts/{accountId}/grants/{grantId}'
const visitPath = '/visits/{grantId}'

export const readSteps = endpoint({
  name: 'read-steps',
  method: 'GET',
  path: `${grantPath}/steps`,
  summary: 'What people do by hand for this access, who has confirmed what, and for whom it waits.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofGrant,
  answer: Answer,
  refusals: ['not-signed-in', 'not-found'],
})

export const confirmStep = endpoint({
  name: 'confirm-step',
  method: 'PUT',
  path: `${grantPath}/steps/{stepId}/confirmation`,
  summary:
    'The owner’s side says that a step is done. Letting in needs the right to open, taking out the right to end.',
  who: 'account',
  needs: 'access.view',
  writes: 'facts',
  params: stepOfGrant,
  body: Note,
  answer: Answer,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'other-side-confirms',
    'step-not-now',
    'rights-differ',
  ],
})

export const undoStep = endpoint({
  name: 'undo-step',
  method: 'DELETE',
  path: `${grantPath}/steps/{stepId}/confirmation`,
  summary: 'The owner’s side takes back that a step is done, as long as this part of the guide is not over.',
  who: 'account',
  needs: 'access.view',
  writes: 'facts',
  params: stepOfGrant,
  answer: Answer,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'other-side-confirms', 'step-not-now'],
})

export const readRequestedRights = endpoint({
  name: 'read-requested-rights',
  method: 'PUT',
  path: `${grantPath}/guided/{artefactId}/requested-rights`,
  summary:
    'The owner’s side says which rights the platform shows as asked for; they are compared with the agreed ones.',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: artefactOfGrant,
  body: RightsRead,
  answer: Answer,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'step-not-now'],
})

export const acceptExtraRights = endpoint({
  name: 'accept-extra-rights',
  method: 'PUT',
  path: `${grantPath}/guided/{artefactId}/accepted-rights`,
  summary: 'Accepts rights that go beyond what was agreed: exactly those that are named, and no others.',
  who: 'account',
  needs: 'access.open',
  fresh: true,
  writes: 'facts',
  params: artefactOfGrant,
  body: RightsRead,
  answer: Answer,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'fresh-proof-needed',
    'step-not-now',
    'rights-differ',
  ],
})

export const readStepsOfVisit = endpoint({
  name: 'read-steps-of-visit',
  method: 'GET',
  path: `${visitPath}/steps`,
  summary:
    'The same for the visitor, while his access is open or its end is not confirmed; then for his colleagues too.',
  who: 'person',
  writes: 'nothing',
  params: ofVisit,
  answer: Answer,
  refusals: ['not-signed-in', 'not-found'],
})

export const confirmStepOfVisit = endpoint({
  name: 'confirm-step-of-visit',
  method: 'PUT',
  path: `${visitPath}/steps/{stepId}/confirmation`,
  summary: 'The visitor says that a step of his is done; at the end a colleague of his can.',
  who: 'person',
  writes: 'facts',
  params: stepOfVisit,
  body: Note,
  answer: Answer,
  refusals: [
    'not-signed-in',
    'not-found',
    'invalid-input',
    'other-side-confirms',
    'step-not-now',
    'rights-differ',
  ],
})

export const undoStepOfVisit = endpoint({
  name: 'undo-step-of-visit',
  method: 'DELETE',
  path: `${visitPath}/steps/{stepId}/confirmation`,
  summary:
    'The visitor takes back that a step of his is done, as long as this part of the guide is not over.',
  who: 'person',
  writes: 'facts',
  params: stepOfVisit,
  answer: Answer,
  refusals: ['not-signed-in', 'not-found', 'other-side-confirms', 'step-not-now'],
})

export const readRequestedRightsOfVisit = endpoint({
  name: 'read-requested-rights-of-visit',
  method: 'PUT',
  path: `${visitPath}/guided/{artefactId}/requested-rights`,
  summary: 'The visitor says for which rights he has asked on the platform; the owner sees the difference.',
  who: 'person',
  writes: 'facts',
  params: artefactOfVisit,
  body: RightsRead,
  answer: Answer,
  refusals: ['not-signed-in', 'not-found', 'invalid-input', 'step-not-now'],
})

const Network = t.Object({
  network: t.String({ minLength: 2, maxLength: 60, description: 'address or CIDR, IPv4 or IPv6' }),
  label: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
})
const Networks = t.Object({
  items: t.Array(Network, { maxItems: 50 }),
  /** Visits whose owners have them on a list now; they are told of every change. */
  openVisits: t.Integer(),
})

export const readNetworks = endpoint({
  name: 'read-networks',
  method: 'GET',
  path: '/provider/networks',
  summary:
    'The network addresses from which the provider’s people come, for systems that let in listed ones only.',
  who: 'desk',
  writes: 'nothing',
  answer: Networks,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const changeNetworks = endpoint({
  name: 'change-networks',
  method: 'PUT',
  path: '/provider/networks',
  summary: 'Changes them. Owners of open visits are told what to let in anew and what to take out.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: t.Object({ items: t.Array(Network, { maxItems: 50 }) }),
  answer: Networks,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'fresh-proof-needed',
    'not-a-network',
  ],
})
