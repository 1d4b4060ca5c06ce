// What the provider's desk sees of itself: health, mail, and what it demands.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PageQuery, page, Zone } from './words.ts'

export const Mail = t.Object({
  id: Id,
  kind: t.String(),
  to: t.String({ privacy: 'sensitive' }),
  subject: t.String(),
  queuedAt: Instant,
  sentAt: t.Union([Instant, t.Null()]),
  tries: t.Integer(),
  nextTryAt: t.Union([Instant, t.Null()]),
  /** What the mail server said last. */
  error: t.Union([t.String(), t.Null()]),
  givenUpAt: t.Union([Instant, t.Null()]),
  can: t.Object({ sendAgain: Can }),
})

export const readHealth = endpoint({
  name: 'read-health',
  method: 'GET',
  path: '/provider/health',
  summary: 'What works, what waits and what does not work, in numbers and with a string for support.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({
    now: Instant,
    /** Codes of what needs somebody, the worst first; empty: all is well. */
    troubles: t.Array(
      t.Object({
        code: t.Union([
          t.Literal('mail-not-set-up'),
          t.Literal('mail-given-up'),
          t.Literal('mail-waits'),
          t.Literal('endings-not-confirmed'),
          t.Literal('artefacts-in-error'),
          t.Literal('requests-stuck'),
          t.Literal('holder-changes-wait'),
          t.Literal('agents-without-second-factor'),
          t.Literal('owners-not-ready'),
          t.Literal('notifications-lost'),
          t.Literal('checkpoints-late'),
          t.Literal('plain-http'),
          t.Literal('webhooks-failing'),
          t.Literal('webhooks-gone'),
        ]),
        count: t.Integer(),
        since: t.Union([Instant, t.Null()]),
      }),
    ),
    accounts: t.Integer(),
    people: t.Integer(),
    openGrants: t.Integer(),
    liveEntries: t.Integer(),
    waitingRequests: t.Integer(),
    mail: t.Object({
      setUp: t.Boolean(),
      queued: t.Integer(),
      oldestQueuedAt: t.Union([Instant, t.Null()]),
      sentLastDay: t.Integer(),
      givenUp: t.Integer(),
      error: t.Union([t.String(), t.Null()]),
    }),
    /** Pairs of words for the screen and for support: versions, sizes, settings; never a secret. */
    diagnostics: t.Array(t.Object({ name: t.String(), value: t.String() })),
    supportString: t.String(),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const listMails = endpoint({
  name: 'list-mails',
  method: 'GET',
  path: '/provider/mails',
  summary: 'Mails that wait, that failed or that were sent, newest first; without their text.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({
    ...PageQuery,
    state: t.Optional(
      t.Union([t.Literal('waiting'), t.Literal('failed'), t.Literal('sent'), t.Literal('all')]),
    ),
  }),
  answer: page(Mail),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const sendMailAgain = endpoint({
  name: 'send-mail-again',
  method: 'POST',
  path: '/provider/mails/{mailId}/sending',
  summary: 'Tries a mail that failed or was given up again, at once.',
  who: 'desk',
  byKey: 'manage',
  writes: 'nothing',
  params: t.Object({ mailId: Id }),
  body: t.Object({}),
  answer: Mail,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'conflict'],
})

export const SignInPolicy = t.Object({
  /** Owners and members must have a second factor too. Agents must in any case. */
  ownersNeedSecondFactor: t.Boolean(),
  /** Days between the confirmation of a new owner and the change. */
  transferWaitDays: t.Integer({ minimum: 0, maximum: 31 }),
  /** What a new account starts with. */
  standardZone: Zone,
  standardRegion: t.String({ maxLength: 6 }),
})

export const readSignInPolicy = endpoint({
  name: 'read-sign-in-policy',
  method: 'GET',
  path: '/provider/policy/sign-in',
  summary: 'What the provider demands of everybody.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({
    ...SignInPolicy.properties,
    /** Owners and members who have none yet: from the change on they must make one at their next sign-in. */
    ownersWithoutSecondFactor: t.Integer(),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const changeSignInPolicy = endpoint({
  name: 'change-sign-in-policy',
  method: 'PUT',
  path: '/provider/policy/sign-in',
  summary:
    'Changes what of it is named, and leaves the rest as it is at that moment. Sessions without the second factor that is demanded from now on end at once.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: t.Partial(SignInPolicy),
  answer: readSignInPolicy.answer,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'no-such-zone',
    'no-such-region',
  ],
})
