// Recordings of SSH sessions: what somebody's shell showed, for the owner of the account. Whoever is recorded knows it
// and cannot read it.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PageQuery, PersonName, page } from './words.ts'

export const Recording = t.Object({
  id: Id,
  entryId: Id,
  person: PersonName,
  kind: t.Union([t.Literal('shell'), t.Literal('exec')]),
  /** null: a shell, or destroyed with the content. */
  command: t.Union([t.String(), t.Null()], { privacy: 'sensitive' }),
  width: t.Integer(),
  height: t.Integer(),
  begunAt: Instant,
  endedAt: t.Union([Instant, t.Null()]),
  /** cut: it became too large, and says where; broken-off: what was stored before a node of the desk died. */
  state: t.Union([t.Literal('running'), t.Literal('complete'), t.Literal('cut'), t.Literal('broken-off')]),
  /** Of the asciicast; null while it runs. */
  bytes: t.Union([t.Integer(), t.Null()]),
  /** Bytes that the shell showed and that were too many to be recorded; where, the recording says. */
  leftOut: t.Union([t.Integer(), t.Null()]),
  /** Of the whole asciicast, in hex, as the ledger tells it. */
  sha256: t.Union([t.String(), t.Null()]),
  keptUntil: t.Union([Instant, t.Null()]),
  destroyedAt: t.Union([Instant, t.Null()]),
  can: t.Object({ watch: Can }),
})

const path = '/accounts/{accountId}/grants/{grantId}/recordings'

export const listRecordings = endpoint({
  name: 'list-recordings',
  method: 'GET',
  path,
  summary: 'What was recorded under a grant: who, when, how long, shell or command. Newest first.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ accountId: Id, grantId: Id }),
  query: t.Object(PageQuery),
  answer: page(Recording),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const watchRecording = endpoint({
  name: 'watch-recording',
  method: 'POST',
  path: `${path}/{recordingId}/watching`,
  summary:
    'A recording as asciicast v2, some of it after the other: whole lines from `after` (bytes, 0 at first) to `next`; put together they are the file whose SHA-256 the ledger tells. While it runs, ask again. That somebody watches is a fact, once an hour.',
  who: 'account',
  needs: 'access.decide',
  writes: 'facts',
  params: t.Object({ accountId: Id, grantId: Id, recordingId: Id }),
  body: t.Object({ after: t.Integer({ minimum: 0, maximum: 1_000_000_000 }) }),
  answer: t.Object({
    /** What stood on a screen may be anything, passwords too: it is never kept with an Idempotency-Key. */
    text: t.String({ privacy: 'secret' }),
    next: t.Integer(),
    /** Nothing more comes. */
    isOver: t.Boolean(),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'recording-is-gone'],
})

const Policy = t.Object({ keepDays: t.Integer({ minimum: 1, maximum: 3650 }) })

export const readRecordingPolicy = endpoint({
  name: 'read-recording-policy',
  method: 'GET',
  path: '/provider/recording-policy',
  summary: 'For how many days after its end the content of a recording is kept.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  answer: Policy,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const changeRecordingPolicy = endpoint({
  name: 'change-recording-policy',
  method: 'PUT',
  path: '/provider/recording-policy',
  summary:
    'Sets it, for recordings that are there already too. What was recorded when and by whom stays known.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: Policy,
  answer: Policy,
  refusals: ['fresh-proof-needed', 'not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})
