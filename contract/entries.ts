// Being let in: shops open to me, the ticket for a shop's door, giving access back.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending, EndingCause } from './grants.ts'
import { AccountName, Can, Id, Instant, PersonName, ResourceName } from './words.ts'

export const OpenToMe = t.Object({
  account: AccountName,
  resource: ResourceName,
  permissions: t.Array(t.String()),
  /** The latest end of all grants that let this person in here; null: without end. */
  until: t.Union([Instant, t.Null()]),
  zone: t.String(),
  grants: t.Array(
    t.Object({
      id: Id,
      door: t.String(),
      until: t.Union([Instant, t.Null()]),
      caseNumber: t.Union([t.String(), t.Null()]),
      reason: t.Union([t.String(), t.Null()]),
      message: t.Union([t.String(), t.Null()]),
      openedBy: t.Union([PersonName, t.Null()]),
    }),
  ),
  liveEntries: t.Array(t.Object({ id: Id, openedAt: Instant })),
  can: t.Object({ enter: Can, giveBack: Can }),
})

export const listOpenToMe = endpoint({
  name: 'list-open-to-me',
  method: 'GET',
  path: '/me/open',
  summary: 'Everything that is open to me right now, with the time that is left.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({
    now: Instant,
    items: t.Array(OpenToMe),
    /** What was open to me and was ended within the last seven days, newest first: by whom and why. */
    ended: t.Array(
      t.Object({
        grantId: Id,
        account: AccountName,
        resource: t.Union([ResourceName, t.Null()]),
        at: Instant,
        cause: EndingCause,
        by: t.Union([PersonName, t.Null()]),
        note: t.Union([t.String(), t.Null()]),
        zone: t.String(),
      }),
    ),
  }),
  refusals: ['not-signed-in'],
})

export const prepareEntry = endpoint({
  name: 'prepare-entry',
  method: 'POST',
  path: '/me/open/{resourceId}/ticket',
  summary:
    'A ticket that opens the door of this resource once, within five minutes. Post it as the field `ticket` to `postTo`.',
  who: 'person',
  writes: 'nothing',
  params: t.Object({ resourceId: Id }),
  body: t.Object({
    to: t.Optional(
      t.String({ maxLength: 2000, description: 'path and query at the resource, beginning with /' }),
    ),
  }),
  answer: t.Object({
    postTo: t.String(),
    ticket: t.String({ privacy: 'secret' }),
    to: t.String(),
    expiresAt: Instant,
  }),
  refusals: ['not-signed-in', 'not-found', 'no-open-grant', 'no-entrance-here', 'invalid-input'],
})

export const giveBack = endpoint({
  name: 'give-back',
  method: 'POST',
  path: '/me/open/{resourceId}/return',
  summary: 'Done: gives back every grant by which I can enter this resource and closes what it held open.',
  who: 'person',
  writes: 'facts',
  params: t.Object({ resourceId: Id }),
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})
