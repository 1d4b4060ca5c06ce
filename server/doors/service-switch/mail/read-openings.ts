import { type RawBuilder, sql } from 'kysely'
import type { EndingCause } from '#server/access/5-end/end-access.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Mode } from '../who.ts'
import type { Subjects, Terms } from './letters/pieces.ts'

export type GrantRow = {
  id: string
  subject: { kind: 'person' | 'team'; id: string; name: string }
  endsAt: Date
  ending: { at: Date; cause: EndingCause; endedAt: Date | null } | null
}

/** An opening as mails tell of it, with all its grants, over or not. */
export type OpeningRow = {
  id: string
  shop: { id: string; name: string }
  mode: Mode
  openedAt: Date
  openedBy: string
  request: { id: string; askedBy: string } | null
  toldFirstEntryAt: Date | null
  digestedAt: Date | null
  reason: string | null
  caseNumber: string | null
  message: string | null
  grants: GrantRow[]
}

type Row = {
  id: string
  resource_id: string
  shop: string
  mode: Mode
  opened_at: Date
  opener: string
  request_id: string | null
  asked_by: string | null
  told_first_entry_at: Date | null
  digested_at: Date | null
  reason: string | null
  case_number: string | null
  message: string | null
  grant_id: string
  subject_kind: 'person' | 'team'
  subject_id: string
  subject: string
  ends_at: Date
  ending_at: Date | null
  ending_cause: EndingCause | null
  ended_at: Date | null
}

/** The openings to which these grants belong. */
export function readOpeningsWith(tx: Tx, grantIds: readonly string[]): Promise<OpeningRow[]> {
  return read(
    tx,
    sql`o.id in (select opening_id from service_switch.opening_grants where grant_id = any (${[...grantIds]}::uuid[]))`,
  )
}

/** The openings that answered these requests. */
export function readOpeningsFor(tx: Tx, requestIds: readonly string[]): Promise<OpeningRow[]> {
  return read(tx, sql`o.request_id = any (${[...requestIds]}::uuid[])`)
}

async function read(tx: Tx, which: RawBuilder<unknown>): Promise<OpeningRow[]> {
  const found = await sql<Row>`
    select o.id, o.resource_id, r.name as shop, o.mode, o.opened_at, p.name as opener, o.request_id, q.asked_by,
      o.told_first_entry_at, o.digested_at, g.reason, g.case_number, g.message,
      g.id as grant_id, g.subject_kind, g.subject_id, coalesce(sp.name, st.name) as subject, g.ends_at, g.ending_at, g.ending_cause, g.ended_at
    from service_switch.openings o
    join service_switch.opening_grants og on og.opening_id = o.id
    join access.grants g on g.id = og.grant_id
    join access.resources r on r.id = o.resource_id
    join people.persons p on p.id = o.opened_by
    left join access.requests q on q.id = o.request_id
    left join people.persons sp on g.subject_kind = 'person' and sp.id = g.subject_id
    left join access.teams st on g.subject_kind = 'team' and st.id = g.subject_id
    where ${which} order by o.opened_at, o.id, subject, g.id`.execute(tx)
  return [...Map.groupBy(found.rows, row => row.id).values()].map(rows => {
    const first = rows[0]!
    return {
      id: first.id,
      shop: { id: first.resource_id, name: first.shop },
      mode: first.mode,
      openedAt: first.opened_at,
      openedBy: first.opener,
      request: first.request_id && first.asked_by ? { id: first.request_id, askedBy: first.asked_by } : null,
      toldFirstEntryAt: first.told_first_entry_at,
      digestedAt: first.digested_at,
      reason: first.reason,
      caseNumber: first.case_number,
      message: first.message,
      grants: rows.map(row => ({
        id: row.grant_id,
        subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject },
        endsAt: row.ends_at,
        ending:
          row.ending_at && row.ending_cause
            ? { at: row.ending_at, cause: row.ending_cause, endedAt: row.ended_at }
            : null,
      })),
    }
  })
}

/** Nobody enters by any of its grants any more. */
export function isOver(opening: OpeningRow, at: Date): boolean {
  return opening.grants.every(grant => grant.ending !== null || grant.endsAt <= at)
}

/** When the last of its grants ends; of one that is over, when it would have ended. */
export function endOfOpening(opening: OpeningRow): Date {
  return new Date(Math.max(...opening.grants.map(grant => grant.endsAt.getTime())))
}

export function subjectsOfGrants(grants: readonly GrantRow[]): Subjects {
  const [first] = grants
  return first?.subject.kind === 'team' && grants.length === 1
    ? { team: first.subject.name }
    : { people: grants.map(grant => grant.subject.name) }
}

export function termsOfOpening(opening: OpeningRow, until: Date = endOfOpening(opening)): Terms {
  return {
    shop: opening.shop,
    mode: opening.mode,
    subjects: subjectsOfGrants(opening.grants),
    until,
    openedAt: opening.openedAt,
    openedBy: { name: opening.openedBy },
    reason: opening.reason,
    caseNumber: opening.caseNumber,
  }
}

/** Mails of one matter stand together: what was opened on a request belongs to the request. */
export function threadOf(opening: OpeningRow): string {
  return opening.request?.id ?? opening.id
}
