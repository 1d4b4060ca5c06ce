import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import type { Phase } from '../platforms/platform.ts'

export type StepRow = {
  id: string
  artefact_id: string
  phase: Phase
  key: string
  done_by: 'owner' | 'support' | 'einlass'
  needed_from: 'owner' | 'support' | null
  link: string | null
  confirmed_at: Date | null
  confirmed_by: string | null
  confirmer: string | null
  note: string | null
}

export type GuidedRow = {
  artefact_id: string
  account_id: string
  resource_id: string
  kind: string
  removing_at: Date | null
  gone_at: Date | null
  platform: string
  guide_version: number
  checked_on: string
  mailbox: string
  agent_id: string | null
  agent: string | null
  shop: string
  zone: string
  rights: string[]
  addresses: string[]
  old_addresses: string[]
  requested: string[] | null
  requested_at: Date | null
  requested_by: string | null
  requester: string | null
  accepted: string[] | null
  accepted_at: Date | null
  accepted_by: string | null
  accepter: string | null
  let_in_at: Date | null
  taken_out_at: Date | null
  reminded_times: number
  reminded_at: Date | null
  /** The last of the grants that want it; null: without end. */
  until: Date | null
  steps: StepRow[]
}

/** Guided artefacts with their steps, of one grant or which else; network lists first, for without them nobody gets as far as the rest. */
export async function readGuided(tx: Tx, which: ReturnType<typeof sql>): Promise<GuidedRow[]> {
  const found = await sql<Omit<GuidedRow, 'steps'>>`
    select w.*, a.resource_id, a.kind, a.removing_at, a.gone_at, p.name as agent, coalesce(res.name, '') as shop, acc.zone,
      q.name as requester, x.name as accepter,
      (select nullif(max(coalesce(g.ends_at, 'infinity')), 'infinity')
        from access.artefact_grants h join access.grants g on g.id = h.grant_id
        where h.artefact_id = w.artefact_id) as until
    from support_visit.guided_artefacts w
    join access.artefacts a on a.id = w.artefact_id
    join access.accounts acc on acc.id = w.account_id
    left join access.resources res on res.id = a.resource_id
    left join people.persons p on p.id = w.agent_id
    left join people.persons q on q.id = w.requested_by
    left join people.persons x on x.id = w.accepted_by
    where ${which}
    order by a.kind <> 'allow-list', a.wanted_at, a.id limit 500`.execute(tx)
  if (found.rows.length === 0) return []
  const steps = await sql<StepRow>`
    select s.id, s.artefact_id, s.phase, s.key, s.done_by, s.needed_from, s.link, s.confirmed_at, s.confirmed_by, s.note,
      p.name as confirmer
    from support_visit.steps s left join people.persons p on p.id = s.confirmed_by
    where s.artefact_id = any (${found.rows.map(row => row.artefact_id)}::uuid[])
    order by s.position`.execute(tx)
  const byArtefact = Map.groupBy(steps.rows, step => step.artefact_id)
  return found.rows.map(row => ({ ...row, steps: byArtefact.get(row.artefact_id) ?? [] }))
}

/** Of this grant, as `which` of readGuided. */
export const ofGrant = (accountId: string, grantId: string) =>
  sql`w.account_id = ${accountId} and exists (
    select from access.artefact_grants h where h.artefact_id = w.artefact_id and h.grant_id = ${grantId})`

export function isMissing(step: StepRow): boolean {
  return step.needed_from !== null && step.confirmed_at === null
}
