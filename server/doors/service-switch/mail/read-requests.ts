import { sql } from 'kysely'
import type { Permission } from '#server/access/permission.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { door } from '../opening.ts'
import type { RequestTold } from './letters/requests.ts'

/** A request of this door as mails tell of it. */
export type RequestRow = RequestTold & { askedBy: string; isPending: boolean; isChanged: boolean }

type Row = {
  id: string
  resource_id: string
  shop: string
  asked_by: string
  asker: string
  subject_kind: 'person' | 'team'
  subject: string
  wants: { permission: Permission; reason: string }[]
  wants_until: Date | null
  wants_preset: string | null
  case_number: string | null
  message: string | null
  lapses_at: Date
  is_pending: boolean
  is_changed: boolean
}

export async function readRequests(
  tx: Tx,
  ids: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, RequestRow>> {
  if (ids.length === 0) return new Map()
  const found = await sql<Row>`
    select q.id, q.resource_id, r.name as shop, q.asked_by, p.name as asker, q.subject_kind, coalesce(sp.name, st.name) as subject,
      q.wants, q.wants_until, q.wants_preset, q.case_number, q.message, q.lapses_at,
      q.decided_at is null and q.withdrawn_at is null and q.lapses_at > ${at} as is_pending,
      coalesce('changed' = any (d.reasons), false) as is_changed
    from access.requests q
    join access.resources r on r.id = q.resource_id
    join people.persons p on p.id = q.asked_by
    left join people.persons sp on q.subject_kind = 'person' and sp.id = q.subject_id
    left join access.teams st on q.subject_kind = 'team' and st.id = q.subject_id
    left join access.decisions d on d.request_id = q.id
    where q.door = ${door} and q.id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(
    found.rows.map(row => [
      row.id,
      {
        id: row.id,
        shop: { id: row.resource_id, name: row.shop },
        person: row.asker,
        askedBy: row.asked_by,
        subjects: row.subject_kind === 'team' ? { team: row.subject } : { people: [row.subject] },
        wants: row.wants,
        howLong: row.wants_until ? { until: row.wants_until } : { preset: row.wants_preset ?? '' },
        caseNumber: row.case_number,
        message: row.message,
        lapsesAt: row.lapses_at,
        isPending: row.is_pending,
        isChanged: row.is_changed,
      },
    ]),
  )
}
