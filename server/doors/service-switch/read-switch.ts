import type { Static } from 'typebox'
import type { Switch as SwitchShape } from '#contract/service-switch.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { listGrants } from '#server/access/3-grant/list-grants.ts'
import { readAccount } from '#server/access/account.ts'
import { readShop } from '#server/access/resource.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import { longestUntil, tellPresets } from '#server/access/until.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { door, readSwitchRow } from './opening.ts'
import { readPolicy } from './policy.ts'
import type { Shop } from './turn-on.ts'
import type { Mode } from './who.ts'

export type SwitchView = Static<typeof SwitchShape>

/** The switch of a shop with everything a person needs to decide about it, as of now. */
export async function readSwitch(
  tx: Tx,
  shop: Shop,
  standing: Standing,
  language: 'de' | 'en' | 'nl',
  now: number,
): Promise<SwitchView> {
  const account = await readAccount(tx, shop.accountId)
  const resource = await readShop(tx, shop.resourceId)
  const has = (permission: 'access.open' | 'access.end') =>
    standing.as === 'owner' || standing.of.permissions.includes(permission) ? (true as const) : 'not-allowed'
  const row = await readSwitchRow(tx, shop.resourceId)
  const team = await readSupportTeam(tx)
  const live = await listGrants(
    tx,
    { accountId: shop.accountId, resourceId: shop.resourceId, door, state: 'live' },
    now,
    { end: has('access.end') },
  )
  const open = live.items.filter(grant => grant.state === 'open')
  const newest = await readNewest(
    tx,
    open.map(grant => grant.id),
  )
  return {
    shop: { id: resource.id, name: resource.name, origin: resource.origin },
    account: { id: account.id, name: account.name },
    zone: account.zone,
    region: account.region,
    version: row?.version ?? 0,
    on: open.length > 0,
    until: open
      .map(grant => grant.endsAt)
      .reduce<string | null>(
        (latest, end) => (latest === null || (end !== null && end > latest) ? end : latest),
        null,
      ),
    mode: newest?.mode ?? null,
    who: newest && {
      kind: newest.who,
      team: newest.who === 'team' ? team.name : null,
      people:
        newest.who === 'team'
          ? []
          : open
              .filter(grant => newest.grants.includes(grant.id))
              .map(grant => ({ id: grant.subject.id, name: grant.subject.name })),
    },
    reason: newest && (open.find(grant => newest.grants.includes(grant.id))?.reason ?? null),
    caseNumber: newest && (open.find(grant => newest.grants.includes(grant.id))?.caseNumber ?? null),
    message: newest?.message ?? null,
    openedAt: newest?.openedAt.toISOString() ?? null,
    openedBy: newest?.openedBy ?? null,
    grants: live.items,
    liveEntries: [
      ...new Map(open.flatMap(grant => grant.liveEntries).map(entry => [entry.id, entry])).values(),
    ],
    changedAt: row?.changedAt.toISOString() ?? null,
    changedBy: row?.changedBy ?? null,
    presets: tellPresets(account, language, now),
    longestUntil: new Date(longestUntil((await readPolicy(tx)).longestDays, account, now)).toISOString(),
    supportTeam: { name: team.name, people: team.people },
    now: new Date(now).toISOString(),
    can: { change: account.closedAt ? 'account-is-closed' : has('access.open'), end: has('access.end') },
  }
}

async function readNewest(tx: Tx, openGrantIds: readonly string[]) {
  if (openGrantIds.length === 0) return null
  const rows = await tx
    .selectFrom('service_switch.openings as o')
    .innerJoin('service_switch.opening_grants as og', 'og.opening_id', 'o.id')
    .innerJoin('access.grants as g', 'g.id', 'og.grant_id')
    .innerJoin('people.persons as p', 'p.id', 'o.opened_by')
    .select(['o.id', 'o.mode', 'o.who', 'o.opened_at', 'o.opened_by', 'p.name', 'og.grant_id', 'g.message'])
    .where('og.grant_id', 'in', [...openGrantIds])
    .orderBy('o.opened_at', 'desc')
    .orderBy('o.id', 'desc')
    .execute()
  const first = rows[0]
  return first
    ? {
        mode: first.mode as Mode,
        who: first.who as 'team' | 'named',
        message: first.message,
        openedAt: first.opened_at,
        openedBy: { id: first.opened_by, name: first.name },
        grants: rows.filter(row => row.id === first.id).map(row => row.grant_id),
      }
    : null
}
