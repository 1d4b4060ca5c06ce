import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Platform as PlatformShape, VisitTerms as TermsShape } from '#contract/visits.ts'
import { type EnteredKind, enteredKinds } from '#server/access/resource.ts'
import { longestUntil, type Place, tellPresets } from '#server/access/until.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { platforms } from '../platforms/platforms.ts'
import { readVisitPolicy } from './visit-policy.ts'

/** How long a visit may be, counted from now. */
export async function readTerms(
  tx: Tx,
  place: Place,
  language: 'de' | 'en' | 'nl',
  now: number,
): Promise<Static<typeof TermsShape>> {
  const { longestDays } = await readVisitPolicy(tx)
  return {
    zone: place.zone,
    now: new Date(now).toISOString(),
    longestUntil: new Date(longestUntil(longestDays, place, now)).toISOString(),
    presets: tellPresets(place, language, now),
  }
}

export function tellPlatforms(): Static<typeof PlatformShape>[] {
  return platforms.map(({ id, method, connector, rights }) => ({
    id,
    method,
    connector: connector ?? null,
    rights: [...rights],
  }))
}

/** What of an account can be visited, and what is connected there. */
export async function readTargets(tx: Tx, accountId: string) {
  const { rows } = await sql<{
    id: string
    name: string
    origin: string | null
    kind: EnteredKind
    system: string | null
  }>`
    select r.id, r.name, r.origin, r.kind, c.system
    from access.resources r
    left join support_visit.connections c on c.resource_id = r.id and c.removed_at is null
    where r.account_id = ${accountId} and r.removed_at is null and r.kind = any (${[...enteredKinds]}::text[])
    order by lower(r.name), r.id limit 500`.execute(tx)
  return rows.map(({ system, kind, ...resource }) => ({ resource, kind, system }))
}
