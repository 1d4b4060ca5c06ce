import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Request as RequestShape } from '#contract/grants.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { readCursor, writeCursor } from '../page.ts'
import { Refusal } from '../refusal.ts'
import { requestState } from './read-request.ts'

export type RequestView = Static<typeof RequestShape>

type Row = {
  id: string
  account_id: string
  account_name: string
  resource_id: string | null
  resource_name: string | null
  resource_origin: string | null
  door: string
  subject_kind: 'person' | 'team'
  subject_id: string
  subject_name: string
  wants: RequestView['wants']
  wants_until: Date | null
  wants_preset: string | null
  case_number: string | null
  message: string | null
  asked_at: Date
  asked_by: string
  asker: string
  lapses_at: Date
  withdrawn_at: Date | null
  outcome: 'allow' | 'refuse' | null
  decided_at: Date | null
  decided_by: string | null
  decider: string | null
  note: string | null
}

/**
 * Requests as people read them, newest first.
 * @param reader whose possibilities are told: does he decide in this account, and who is he?
 */
export async function listRequests(
  tx: Tx,
  which: { accountId?: string; ids?: readonly string[]; state: 'pending' | 'all' },
  now: number,
  reader: { personId: string; decides: boolean },
  page: { cursor?: string; limit: number } = { limit: 100 },
): Promise<{ items: RequestView[]; next: string | null }> {
  const after = readCursor(page.cursor)
  const conditions = [
    sql`true`,
    which.accountId ? sql`r.account_id = ${which.accountId}` : undefined,
    which.ids ? sql`r.id = any (${[...which.ids]}::uuid[])` : undefined,
    which.state === 'pending'
      ? sql`r.decided_at is null and r.withdrawn_at is null and r.lapses_at > ${new Date(now)}`
      : undefined,
    after ? sql`(r.asked_at, r.id) < (${after.at}, ${after.id}::uuid)` : undefined,
  ].filter(condition => condition !== undefined)
  const rows = await sql<Row>`
    select r.*, a.name as account_name, s.name as resource_name, s.origin as resource_origin, coalesce(sp.name, st.name) as subject_name,
      ap.name as asker, d.outcome, d.decided_by, dp.name as decider, d.note
    from access.requests r
    join access.accounts a on a.id = r.account_id
    join people.persons ap on ap.id = r.asked_by
    left join access.resources s on s.id = r.resource_id
    left join people.persons sp on r.subject_kind = 'person' and sp.id = r.subject_id
    left join access.teams st on r.subject_kind = 'team' and st.id = r.subject_id
    left join access.decisions d on d.request_id = r.id
    left join people.persons dp on dp.id = d.decided_by
    where ${sql.join(conditions, sql` and `)}
    order by r.asked_at desc, r.id desc limit ${page.limit + 1}`.execute(tx)
  const shown = rows.rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(row => toView(row, now, reader)),
    next: rows.rows.length > page.limit && last ? writeCursor({ at: last.asked_at, id: last.id }) : null,
  }
}

/** @throws Refusal 'not-found' */
export async function readRequest(
  tx: Tx,
  id: string,
  accountId: string | undefined,
  now: number,
  reader: { personId: string; decides: boolean },
): Promise<RequestView> {
  const { items } = await listRequests(tx, { accountId, ids: [id], state: 'all' }, now, reader)
  if (!items[0]) throw new Refusal('not-found')
  return items[0]
}

function toView(row: Row, now: number, reader: { personId: string; decides: boolean }): RequestView {
  const state = requestState(
    { decided: row.outcome, withdrawnAt: row.withdrawn_at, lapsesAt: row.lapses_at },
    now,
  )
  const over = {
    approved: 'request-is-answered',
    rejected: 'request-is-answered',
    lapsed: 'request-has-lapsed',
    withdrawn: 'request-was-withdrawn',
  } as const
  const isOwn = row.asked_by === reader.personId
  return {
    id: row.id,
    door: row.door,
    state,
    account: { id: row.account_id, name: row.account_name },
    resource: row.resource_id
      ? { id: row.resource_id, name: row.resource_name ?? '', origin: row.resource_origin }
      : null,
    askedBy: { id: row.asked_by, name: row.asker },
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    wants: row.wants,
    until: row.wants_until?.toISOString() ?? null,
    preset: row.wants_preset,
    caseNumber: row.case_number,
    message: row.message,
    askedAt: row.asked_at.toISOString(),
    lapsesAt: row.lapses_at.toISOString(),
    decision: row.outcome
      ? {
          outcome: row.outcome,
          at: row.decided_at!.toISOString(),
          by: row.decided_by ? { id: row.decided_by, name: row.decider ?? '' } : null,
          note: row.note,
        }
      : null,
    can: {
      decide:
        state !== 'pending' ? over[state] : !reader.decides ? 'not-allowed' : isOwn ? 'own-request' : true,
      withdraw: state !== 'pending' ? over[state] : isOwn ? true : 'not-allowed',
    },
  }
}
