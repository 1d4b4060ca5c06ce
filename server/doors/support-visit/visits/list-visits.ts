import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Visit as Shape } from '#contract/visits.ts'
import { listRequests, type RequestView } from '#server/access/1-request/list-requests.ts'
import { type GrantView, listGrants } from '#server/access/3-grant/list-grants.ts'
import { readCursor, writeCursor } from '#server/access/page.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { PlatformId } from '../platforms/platform.ts'
import { artefactState, visitState } from './visit-state.ts'
import type { Reasoned } from './wish.ts'

export type VisitView = Static<typeof Shape>

export type Which = {
  accountId?: string
  ids?: readonly string[]
  resourceId?: string
  grantId?: string
  agentId?: string
  platform?: PlatformId
  caseNumber?: string
  /** live: neither over nor answered with no */
  state?: 'live' | 'over' | 'all'
}

/** Whose possibilities are told. */
export type Reader = {
  personId: string
  decides: boolean
  ends: true | 'not-allowed'
  /** The name of the provider, which no account may read by itself. */
  provider: string
}

type Row = {
  id: string
  account_id: string
  account: string
  resource_id: string
  resource: string
  origin: string | null
  request_id: string | null
  grant_id: string | null
  platform: VisitView['platform']
  platform_name: string | null
  method: VisitView['method']
  way: VisitView['way']
  guide_version: number
  agent_id: string
  agent: string
  team: string | null
  case_number: string | null
  purpose: string
  rights: Reasoned[]
  platform_rights: Reasoned[]
  agreed_rights: string[] | null
  begun_at: Date
  begun_by: string
  beginner: string
  side: 'support' | 'owner'
  not_needed_at: Date | null
  not_needed_by: string | null
  closer: string | null
  not_needed_because: string | null
}

/** Visits as people read them, newest first. @param now epoch ms */
export async function listVisits(
  tx: Tx,
  which: Which,
  now: number,
  reader: Reader,
  page: { cursor?: string; limit: number } = { limit: 100 },
): Promise<{ items: VisitView[]; next: string | null }> {
  const after = readCursor(page.cursor)
  const conditions = [
    sql`true`,
    which.accountId ? sql`v.account_id = ${which.accountId}` : undefined,
    which.ids ? sql`v.id = any (${[...which.ids]}::uuid[])` : undefined,
    which.resourceId ? sql`v.resource_id = ${which.resourceId}` : undefined,
    which.grantId ? sql`v.grant_id = ${which.grantId}` : undefined,
    which.agentId ? sql`v.agent_id = ${which.agentId}` : undefined,
    which.platform ? sql`v.platform = ${which.platform}` : undefined,
    which.caseNumber ? sql`lower(v.case_number) = ${which.caseNumber.trim().toLowerCase()}` : undefined,
    stateOf(which.state ?? 'all', now),
    after ? sql`(v.begun_at, v.id) < (${after.at}, ${after.id}::uuid)` : undefined,
  ].filter(condition => condition !== undefined)
  const { rows } = await sql<Row>`
    with page as materialized (
      select v.* from support_visit.visits v where ${sql.join(conditions, sql` and `)}
      order by v.begun_at desc, v.id desc limit ${page.limit + 1})
    select v.*, a.name as account, s.name as resource, s.origin, p.name as agent, b.name as beginner, c.name as closer,
      (select t.name from access.team_members m join access.teams t on t.id = m.team_id and t.duty = 'support'
        where m.person_id = v.agent_id and m.left_at is null order by t.made_at limit 1) as team
    from page v
    join access.accounts a on a.id = v.account_id
    join access.resources s on s.id = v.resource_id
    join people.persons p on p.id = v.agent_id
    join people.persons b on b.id = v.begun_by
    left join people.persons c on c.id = v.not_needed_by
    order by v.begun_at desc, v.id desc`.execute(tx)
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: await toViews(tx, shown, now, reader),
    next: rows.length > page.limit && last ? writeCursor({ at: last.begun_at, id: last.id }) : null,
  }
}

/** @throws Refusal 'not-found' */
export async function readVisit(
  tx: Tx,
  which: Pick<Which, 'accountId' | 'agentId'> & { id: string },
  now: number,
  reader: Reader,
): Promise<VisitView> {
  const { id, ...within } = which
  const { items } = await listVisits(tx, { ...within, ids: [id] }, now, reader)
  if (!items[0]) throw new Refusal('not-found')
  return items[0]
}

function stateOf(state: 'live' | 'over' | 'all', now: number): RawBuilder<unknown> | undefined {
  if (state === 'all') return undefined
  const live = sql`(v.not_needed_at is null and case
    when v.grant_id is not null then exists (select from access.grants g where g.id = v.grant_id and g.ended_at is null)
    else exists (select from access.requests q where q.id = v.request_id
      and q.decided_at is null and q.withdrawn_at is null and q.lapses_at > ${new Date(now)}) end)`
  return state === 'live' ? live : sql`not ${live}`
}

async function toViews(tx: Tx, rows: readonly Row[], now: number, reader: Reader): Promise<VisitView[]> {
  const requestIds = rows.flatMap(row => row.request_id ?? [])
  const grantIds = rows.flatMap(row => row.grant_id ?? [])
  const requests = requestIds.length
    ? (await listRequests(tx, { ids: requestIds, state: 'all' }, now, reader)).items
    : []
  const grants = grantIds.length
    ? (await listGrants(tx, { ids: grantIds, state: 'any' }, now, { end: reader.ends })).items
    : []
  const artefacts = await readArtefacts(tx, grantIds)
  return rows.map(row =>
    toView(row, reader, {
      request: requests.find(one => one.id === row.request_id),
      grant: grants.find(one => one.id === row.grant_id),
      artefacts: artefacts.get(row.grant_id ?? '') ?? [],
    }),
  )
}

function toView(
  row: Row,
  reader: Reader,
  {
    request,
    grant,
    artefacts,
  }: {
    request: RequestView | undefined
    grant: GrantView | undefined
    artefacts: VisitView['artefacts']
  },
): VisitView {
  const isOpen = grant?.state === 'open' || grant?.state === 'scheduled'
  const isAgent = row.agent_id === reader.personId
  return {
    id: row.id,
    state: visitState({
      isNotNeeded: row.not_needed_at !== null,
      request: request?.state ?? null,
      grant: grant?.state ?? null,
      artefacts: artefacts.map(one => one.state),
    }),
    account: { id: row.account_id, name: row.account },
    resource: { id: row.resource_id, name: row.resource, origin: row.origin },
    platform: row.platform,
    platformName: row.platform_name,
    method: row.method,
    way: row.way,
    guideVersion: row.guide_version,
    side: row.side,
    begunAt: row.begun_at.toISOString(),
    begunBy: { id: row.begun_by, name: row.beginner },
    agent: { id: row.agent_id, name: row.agent },
    team: row.team,
    provider: reader.provider,
    caseNumber: row.case_number,
    purpose: row.purpose,
    rights: [
      ...row.rights.map(one => ({
        ...one,
        of: 'desk' as const,
        agreed: grant ? grant.permissions.includes(one.right) : null,
      })),
      ...row.platform_rights.map(one => ({
        ...one,
        of: 'platform' as const,
        agreed: grant && row.agreed_rights ? row.agreed_rights.includes(one.right) : null,
      })),
    ],
    asked: request ? { until: request.until, preset: request.preset, lapsesAt: request.lapsesAt } : null,
    decision: request?.decision ?? null,
    notNeeded:
      row.not_needed_at && row.not_needed_by
        ? {
            at: row.not_needed_at.toISOString(),
            by: { id: row.not_needed_by, name: row.closer ?? '' },
            because: row.not_needed_because ?? '',
          }
        : null,
    // A list over all accounts carries whose grant it is; a grant as the contract has it does not.
    grant: grant ? withoutAccount(grant) : null,
    artefacts,
    can: {
      decide: request?.can.decide ?? 'request-is-answered',
      end: grant?.can.end ?? 'not-found',
      giveBack: isOpen ? isAgent || 'not-allowed' : 'ending-already',
      withdraw: request?.can.withdraw ?? 'request-is-answered',
    },
  }
}

function withoutAccount(grant: GrantView & { account?: unknown }): GrantView {
  const { account: _, ...own } = grant
  return own
}

async function readArtefacts(
  tx: Tx,
  grantIds: readonly string[],
): Promise<ReadonlyMap<string, VisitView['artefacts']>> {
  if (grantIds.length === 0) return new Map()
  const { rows } = await sql<{
    grant_id: string
    id: string
    system: string
    kind: string
    wanted_at: Date
    present_at: Date | null
    removing_at: Date | null
    gone_at: Date | null
    error: string | null
    is_shared: boolean
  }>`
    select h.grant_id, a.id, a.system, a.kind, a.wanted_at, a.present_at, a.removing_at, a.gone_at, a.error,
      exists (select from access.artefact_grants o join access.grants g on g.id = o.grant_id and g.ending_at is null
        where o.artefact_id = a.id and o.grant_id <> h.grant_id) as is_shared
    from access.artefact_grants h join access.artefacts a on a.id = h.artefact_id
    where h.grant_id = any (${[...grantIds]}::uuid[])
    order by a.wanted_at, a.id`.execute(tx)
  const views = rows.map(row => ({
    grantId: row.grant_id,
    view: {
      id: row.id,
      system: row.system,
      kind: row.kind,
      state: artefactState(row),
      since: (row.gone_at ?? row.removing_at ?? row.present_at ?? row.wanted_at).toISOString(),
      shared: row.is_shared,
      error: row.error,
    },
  }))
  return new Map(
    [...Map.groupBy(views, one => one.grantId)].map(([grantId, own]) => [grantId, own.map(one => one.view)]),
  )
}
