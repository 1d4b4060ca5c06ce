import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Grant as GrantShape } from '#contract/grants.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { membersDoor } from '../account.ts'
import { readCursor, writeCursor } from '../page.ts'
import type { Subject } from '../person.ts'
import { Refusal } from '../refusal.ts'

export type GrantView = Static<typeof GrantShape>

export type Which = {
  /** undefined: over all accounts (the transaction's scope decides what is visible) */
  accountId?: string
  ids?: readonly string[]
  resourceId?: string
  door?: string
  /** To him by name, or to a team that he is in at this moment. Only together with an account. */
  personId?: string
  whom?: 'everybody' | 'outsiders' | 'members'
  /** Only those through which somebody is inside. Only together with an account. */
  inside?: boolean
  /** live: scheduled, open and ending; ended: over and proven */
  state: 'live' | 'ended' | 'any'
}

type Row = {
  id: string
  account_id: string
  account_name: string
  door: string
  subject_kind: 'person' | 'team'
  subject_id: string
  subject_name: string
  resource_id: string | null
  resource_name: string | null
  resource_origin: string | null
  permissions: string[]
  begins_at: Date
  ends_at: Date | null
  made_at: Date
  reason: string | null
  case_number: string | null
  version: number
  decision_id: string
  decided_at: Date
  decided_by: string | null
  decider: string | null
  rule: string | null
  note: string | null
  ending_at: Date | null
  ending_cause: GrantView['ending'] extends infer E ? (E extends { cause: infer C } ? C : never) : never
  ending_by: string | null
  ender: string | null
  ending_note: string | null
  ended_at: Date | null
}

/**
 * Grants as people read them, newest first, with who is inside through each.
 * @param now epoch ms; the state of each is asked of it
 * @param may what the reader may do with them: true or a refusal code
 */
export async function listGrants(
  tx: Tx,
  which: Which,
  now: number,
  may: { end: GrantView['can']['end'] },
  page: { cursor?: string; limit: number } = { limit: 100 },
): Promise<{ items: (GrantView & { account: { id: string; name: string } })[]; next: string | null }> {
  const after = readCursor(page.cursor)
  const conditions = [
    sql`true`,
    which.accountId ? sql`g.account_id = ${which.accountId}` : undefined,
    which.ids ? sql`g.id = any (${[...which.ids]}::uuid[])` : undefined,
    which.resourceId ? sql`g.resource_id = ${which.resourceId}` : undefined,
    which.door ? sql`g.door = ${which.door}` : undefined,
    which.whom === 'outsiders' ? sql`g.door <> ${membersDoor}` : undefined,
    which.whom === 'members' ? sql`g.door = ${membersDoor}` : undefined,
    which.inside && which.accountId
      ? sql`g.id = any (${await grantsInUse(tx, which.accountId, now)}::uuid[])`
      : undefined,
    after ? sql`(g.made_at, g.id) < (${after.at}, ${after.id}::uuid)` : undefined,
  ].filter(condition => condition !== undefined)
  const subjects = which.personId ? await subjectsOf(tx, which.personId) : [undefined]
  // Each part is read from an index in the order of the list, and no further than the page: one for each subject and
  // each kind of being over, because an index helps with neither "one of these" nor "this or that".
  const parts = subjects.flatMap(subject =>
    statesOf(which.state, now).map(
      state => sql`(
        select g.* from access.grants g
        where ${sql.join(conditions, sql` and `)} and ${state}
          ${subject ? sql`and g.subject_kind = ${subject.kind} and g.subject_id = ${subject.id}` : sql``}
        order by g.made_at desc, g.id desc limit ${page.limit + 1})`,
    ),
  )
  // First the page, then what belongs to it: PostgreSQL cannot estimate what row-level security lets through, and would
  // put names to a million grants to show twenty.
  const rows = await sql<Row>`
    with page as materialized (
      select * from (${sql.join(parts, sql` union all `)}) g
      order by g.made_at desc, g.id desc limit ${page.limit + 1})
    select g.*, a.name as account_name, coalesce(sp.name, st.name) as subject_name, r.name as resource_name, r.origin as resource_origin,
      d.decided_at, d.decided_by, dp.name as decider, d.rule, d.note, ep.name as ender
    from page g
    join access.accounts a on a.id = g.account_id
    join access.decisions d on d.id = g.decision_id
    left join access.resources r on r.id = g.resource_id
    left join people.persons sp on g.subject_kind = 'person' and sp.id = g.subject_id
    left join access.teams st on g.subject_kind = 'team' and st.id = g.subject_id
    left join people.persons dp on dp.id = d.decided_by
    left join people.persons ep on ep.id = g.ending_by
    order by g.made_at desc, g.id desc`.execute(tx)
  const shown = rows.rows.slice(0, page.limit)
  const inside = await entriesThrough(
    tx,
    shown.map(row => row.id),
    now,
  )
  const last = shown.at(-1)
  return {
    items: shown.map(row => ({
      ...toView(row, now, may),
      liveEntries: inside.get(row.id) ?? [],
      account: { id: row.account_id, name: row.account_name },
    })),
    next: rows.rows.length > page.limit && last ? writeCursor({ at: last.made_at, id: last.id }) : null,
  }
}

/** The conditions, no two of which are true of one grant, that together say the state. */
function statesOf(state: Which['state'], now: number): RawBuilder<boolean>[] {
  const at = new Date(now)
  switch (state) {
    case 'any':
      return [sql<boolean>`true`]
    case 'live':
      return [
        sql<boolean>`g.ended_at is null and (g.ending_at is not null or g.ends_at is null or g.ends_at > ${at})`,
      ]
    case 'ended':
      return [
        sql<boolean>`g.ended_at is not null`,
        sql<boolean>`g.ended_at is null and g.ending_at is null and g.ends_at <= ${at}`,
      ]
  }
}

/** The person, and the teams that he is in at this moment. */
async function subjectsOf(tx: Tx, personId: string): Promise<Subject[]> {
  const teams = await tx
    .selectFrom('access.team_members')
    .select('team_id')
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .execute()
  return [
    { kind: 'person', id: personId },
    ...teams.map((team): Subject => ({ kind: 'team', id: team.team_id })),
  ]
}

/** The grants of an account through which somebody is inside at this moment. */
async function grantsInUse(tx: Tx, accountId: string, now: number): Promise<string[]> {
  const at = new Date(now)
  const found = await sql<{ id: string }>`
    select distinct h.grant_id as id
    from access.entries e
    join access.entry_grants h on h.entry_id = e.id
    join access.grants g on g.id = h.grant_id and g.ending_at is null and (g.ends_at is null or g.ends_at > ${at})
    where e.account_id = ${accountId} and e.closed_at is null and e.expires_at > ${at}`.execute(tx)
  return found.rows.map(row => row.id)
}

/** @throws Refusal 'not-found' */
export async function readGrant(
  tx: Tx,
  accountId: string,
  grantId: string,
  now: number,
  may: { end: GrantView['can']['end'] },
): Promise<GrantView> {
  const { items } = await listGrants(tx, { accountId, ids: [grantId], state: 'any' }, now, may)
  if (!items[0]) throw new Refusal('not-found')
  return items[0]
}

/** Derived from the instants, as everywhere: a grant past its end is over before anybody has noted it. */
export function grantState(
  grant: { begins_at: Date; ends_at: Date | null; ending_at: Date | null; ended_at: Date | null },
  now: number,
): GrantView['state'] {
  if (grant.ended_at) return 'ended'
  if (grant.ending_at || (grant.ends_at && grant.ends_at.getTime() <= now)) return 'ending'
  return grant.begins_at.getTime() > now ? 'scheduled' : 'open'
}

function toView(
  row: Row,
  now: number,
  may: { end: GrantView['can']['end'] },
): Omit<GrantView, 'liveEntries'> {
  const state = grantState(row, now)
  const isPast = row.ends_at !== null && row.ends_at.getTime() <= now
  return {
    id: row.id,
    door: row.door,
    state,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    resource: row.resource_id
      ? { id: row.resource_id, name: row.resource_name ?? '', origin: row.resource_origin }
      : null,
    permissions: row.permissions,
    beginsAt: row.begins_at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    reason: row.reason,
    caseNumber: row.case_number,
    decision: {
      id: row.decision_id,
      at: row.decided_at.toISOString(),
      by: named(row.decided_by, row.decider),
      rule: row.rule,
      note: row.note,
    },
    version: row.version,
    ending: row.ending_at
      ? {
          at: row.ending_at.toISOString(),
          cause: row.ending_cause,
          by: named(row.ending_by, row.ender),
          note: row.ending_note,
          confirmedAt: row.ended_at?.toISOString() ?? null,
        }
      : isPast
        ? { at: row.ends_at!.toISOString(), cause: 'expired', by: null, note: null, confirmedAt: null }
        : null,
    can: { end: state === 'open' || state === 'scheduled' ? may.end : 'ending-already' },
  }
}

function named(id: string | null, name: string | null) {
  return id && name ? { id, name } : null
}

async function entriesThrough(
  tx: Tx,
  grantIds: readonly string[],
  now: number,
): Promise<Map<string, GrantView['liveEntries']>> {
  if (grantIds.length === 0) return new Map()
  const rows = await sql<{
    grant_id: string
    id: string
    person_id: string
    name: string
    opened_at: Date
    network: string | null
  }>`
    select h.grant_id, e.id, e.person_id, p.name, e.opened_at, e.network
    from access.entry_grants h
    join access.entries e on e.id = h.entry_id and e.closed_at is null and e.expires_at > ${new Date(now)}
    join access.grants g on g.id = h.grant_id and g.ending_at is null and (g.ends_at is null or g.ends_at > ${new Date(now)})
    join people.persons p on p.id = e.person_id
    where h.grant_id = any (${[...grantIds]}::uuid[])
    order by e.opened_at`.execute(tx)
  const byGrant = new Map<string, GrantView['liveEntries']>()
  for (const row of rows.rows) {
    const entry = {
      id: row.id,
      person: { id: row.person_id, name: row.name },
      openedAt: row.opened_at.toISOString(),
      network: row.network,
    }
    byGrant.set(row.grant_id, [...(byGrant.get(row.grant_id) ?? []), entry])
  }
  return byGrant
}
