import type { Static } from 'typebox'
import type { VisitPermission as PermissionShape, Visit as VisitShape } from '#contract/visits.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import type { Until } from '#server/access/until.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { filled } from '#server/plumbing/text.ts'
import type { Method, PlatformId } from '../platforms/platform.ts'
import { platformOf } from '../platforms/platforms.ts'
import type { Way } from './artefacts-of-visit.ts'

export type Side = Static<typeof VisitShape>['side']
export type Reasoned<R extends string = string> = { right: R; reason: string }

export type VisitPermission = Static<typeof PermissionShape>

/** What somebody says of a visit, whoever begins it. */
export type Wish = {
  resourceId: string
  platform: PlatformId
  platformName?: string
  purpose: string
  rights: readonly Reasoned<VisitPermission>[]
  platformRights?: readonly Reasoned[]
  until: Until
  way?: Way
}

/** @throws Refusal 'invalid-input' for a way that leads nowhere, or a right twice */
export function wayOf(wish: Wish): Way | null {
  const isServer = platformOf(wish.platform).method === 'server'
  if (!isServer && wish.way) throw new Refusal('invalid-input', { field: 'way' })
  for (const [field, rights] of [
    ['rights', wish.rights],
    ['platformRights', wish.platformRights ?? []],
  ] as const)
    if (new Set(rights.map(one => one.right)).size < rights.length)
      throw new Refusal('invalid-input', { field })
  return isServer ? (wish.way ?? 'certificate') : null
}

/**
 * A server is visited as one, by rights of a server; a shop by those of a shop.
 * @throws Refusal 'invalid-input'
 */
export function refuseMisfit(wish: Wish, kind: ResourceKind): void {
  if ((platformOf(wish.platform).method === 'server') !== (kind === 'server'))
    throw new Refusal('invalid-input', { field: 'platform' })
  if (!wish.rights.every(({ right }) => right.startsWith(`${kind}.`)))
    throw new Refusal('invalid-input', { field: 'rights' })
}

/** A visit as a row; what comes of it is written later. */
export async function insertVisit(
  tx: Tx,
  visit: {
    id: string
    accountId: string
    requestId: string | null
    method: Method
    agentId: string
    begunBy: string
    begunAt: Date
    side: Side
    caseNumber: string | null
    grant?: { grantId: string; agreedRights: string[] }
    notNeededBecause?: string
  },
  wish: Wish,
): Promise<void> {
  await tx
    .insertInto('support_visit.visits')
    .values({
      id: visit.id,
      account_id: visit.accountId,
      resource_id: wish.resourceId,
      request_id: visit.requestId,
      grant_id: visit.grant?.grantId ?? null,
      platform: wish.platform,
      platform_name: filled(wish.platformName),
      method: visit.method,
      way: wayOf(wish),
      guide_version: platformOf(wish.platform).guide.version,
      agent_id: visit.agentId,
      case_number: visit.caseNumber,
      purpose: wish.purpose.trim(),
      rights: JSON.stringify(wish.rights),
      platform_rights: JSON.stringify(wish.platformRights ?? []),
      agreed_rights: visit.grant?.agreedRights ?? null,
      begun_at: visit.begunAt,
      begun_by: visit.begunBy,
      side: visit.side,
      ...(visit.notNeededBecause
        ? {
            not_needed_at: visit.begunAt,
            not_needed_by: visit.begunBy,
            not_needed_because: visit.notNeededBecause,
          }
        : {}),
    })
    .execute()
}

/** What the ledger says of a visit that has begun. */
export function factOf(visitId: string, side: Side, method: Method, wish: Wish, caseNumber: string | null) {
  return {
    visit: visitId,
    side,
    platform: wish.platform,
    method,
    purpose: wish.purpose.trim(),
    caseNumber: caseNumber ?? undefined,
    platformRights: (wish.platformRights ?? []).map(({ right, reason }) => ({ right, reason })),
  }
}
