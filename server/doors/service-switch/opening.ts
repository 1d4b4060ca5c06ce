import { sql } from 'kysely'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { type Mode, permissionsOf, subjectsOf, type WhoMayEnter } from './who.ts'

export const door = 'service-switch'

export type Opening = {
  mode: Mode
  who: WhoMayEnter
  preset: string | null
  endsAt: number
  reason: string | null
  caseNumber: string | null
  message: string | null
}

/** Opens service access to a shop: what the owner said, and a grant for the team or one for each named agent. */
export async function openServiceAccess(
  r: Recording,
  shop: { accountId: string; resourceId: string },
  opening: Opening,
  giver: Standing,
  longest: number,
  basis: { requestId: string; decisionId: string } | null,
): Promise<string[]> {
  // What time brought is written first: a session whose grant was over before this must not come back by it.
  await noteExpired(r, shop.accountId)
  const openingId = newId(r.now)
  const subjects = subjectsOf(opening.who, await readSupportTeam(r.tx))
  await r.tx
    .insertInto('service_switch.openings')
    .values({
      id: openingId,
      account_id: shop.accountId,
      resource_id: shop.resourceId,
      request_id: basis?.requestId ?? null,
      opened_at: r.at,
      opened_by: personOf(r),
      mode: opening.mode,
      who: opening.who.kind,
      preset: opening.preset,
    })
    .execute()
  const grants: string[] = []
  for (const subject of subjects) {
    const grantId = await openGrant(
      r,
      {
        ...shop,
        door,
        subject,
        permissions: permissionsOf(opening.mode),
        beginsAt: r.now,
        endsAt: opening.endsAt,
        reason: opening.reason,
        caseNumber: opening.caseNumber,
        message: opening.message,
        giver,
        decisionId: basis?.decisionId,
      },
      { longestMs: longest - r.now, endless: false },
    )
    await r.tx
      .insertInto('service_switch.opening_grants')
      .values({ account_id: shop.accountId, opening_id: openingId, grant_id: grantId })
      .execute()
    grants.push(grantId)
  }
  return grants
}

export type SwitchRow = { version: number; changedAt: Date; changedBy: { id: string; name: string } | null }

/** The switch of a shop; undefined: never switched, version 0. */
export async function readSwitchRow(tx: Tx, resourceId: string): Promise<SwitchRow | undefined> {
  const row = await tx
    .selectFrom('service_switch.switches as s')
    .leftJoin('people.persons as p', 'p.id', 's.changed_by')
    .select(['s.version', 's.changed_at', 's.changed_by', 'p.name'])
    .where('s.resource_id', '=', resourceId)
    .executeTakeFirst()
  return (
    row && {
      version: row.version,
      changedAt: row.changed_at,
      changedBy: row.changed_by ? { id: row.changed_by, name: row.name ?? '' } : null,
    }
  )
}

/**
 * Takes the switch for a change: its version rises. The recording holds the account's lock, so nobody is in between.
 * @param seen the version that the person saw, or null where a change is never a conflict (off, an accepted request)
 * @throws Refusal 'conflict' with what happened meanwhile
 */
export async function touchSwitch(
  r: Recording,
  shop: { accountId: string; resourceId: string },
  seen: number | null,
): Promise<void> {
  const row = await readSwitchRow(r.tx, shop.resourceId)
  if (seen !== null && seen !== (row?.version ?? 0)) {
    throw new Refusal('conflict', {
      version: row?.version ?? 0,
      changedAt: row?.changedAt.toISOString(),
      changedBy: row?.changedBy ?? undefined,
    })
  }
  const changed = { changed_at: r.at, changed_by: 'person' in r.by ? r.by.person : null }
  await r.tx
    .insertInto('service_switch.switches')
    .values({ resource_id: shop.resourceId, account_id: shop.accountId, version: 1, ...changed })
    .onConflict(conflict =>
      conflict.column('resource_id').doUpdateSet({ version: sql`switches.version + 1`, ...changed }),
    )
    .execute()
}

export type OpenNow = {
  openingId: string
  mode: Mode
  who: 'team' | 'named'
  grants: {
    id: string
    subject: string
    endsAt: number
    reason: string | null
    caseNumber: string | null
    message: string | null
  }[]
}

/** What this door has open for a shop at this instant, the newest opening first. */
export async function readOpenings(tx: Tx, resourceId: string, at: Date): Promise<OpenNow[]> {
  const rows = await sql<{
    opening_id: string
    mode: Mode
    who: 'team' | 'named'
    id: string
    subject_id: string
    ends_at: Date
    reason: string | null
    case_number: string | null
    message: string | null
  }>`
    select o.id as opening_id, o.mode, o.who, g.id, g.subject_id, g.ends_at, g.reason, g.case_number, g.message
    from service_switch.openings o
    join service_switch.opening_grants og on og.opening_id = o.id
    join access.open_grants(${at}) g on g.id = og.grant_id
    where o.resource_id = ${resourceId} order by o.opened_at desc, o.id desc, g.id`.execute(tx)
  return [...Map.groupBy(rows.rows, row => row.opening_id).values()].map(grants => ({
    openingId: grants[0]!.opening_id,
    mode: grants[0]!.mode,
    who: grants[0]!.who,
    grants: grants.map(grant => ({
      id: grant.id,
      subject: grant.subject_id,
      endsAt: grant.ends_at.getTime(),
      reason: grant.reason,
      caseNumber: grant.case_number,
      message: grant.message,
    })),
  }))
}

export function personOf(r: Recording): string {
  if (!('person' in r.by)) throw new Error('service access is switched by a person')
  return r.by.person
}
