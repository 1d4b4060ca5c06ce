import { sql } from 'kysely'
import type { Recording } from '../record.ts'

/**
 * What an open grant wants to be there is not there any more: somebody has taken it away by hand. It is not made again
 * by itself, for whoever took it away had a reason.
 * @param how by what it was seen
 * @param seenAt when the foreign system was asked, epoch ms; what was made later could not be seen then
 * @returns false when there is nothing to note
 */
export async function noteMissing(
  r: Recording,
  accountId: string,
  artefactId: string,
  how: string,
  seenAt: number,
): Promise<boolean> {
  const missing = await r.tx
    .updateTable('access.artefacts')
    .set({ missing_at: r.at })
    .where('account_id', '=', accountId)
    .where('id', '=', artefactId)
    .where('present_at', '<', new Date(seenAt))
    .where('removing_at', 'is', null)
    .where('missing_at', 'is', null)
    .returning(['resource_id', 'system', 'kind'])
    .executeTakeFirst()
  if (missing)
    r.fact(
      'artefact.missing',
      { artefact: artefactId, resource: missing.resource_id },
      { system: missing.system, kind: missing.kind, how },
      accountId,
    )
  return missing !== undefined
}

/** It is there after all: whoever took it away has put it back. Saying so again changes nothing. */
export async function noteFoundAgain(r: Recording, accountId: string, artefactId: string): Promise<void> {
  const found = await r.tx
    .updateTable('access.artefacts')
    .set({ missing_at: null })
    .where('account_id', '=', accountId)
    .where('id', '=', artefactId)
    .where('missing_at', 'is not', null)
    .where('removing_at', 'is', null)
    .returning(['resource_id', 'system', 'kind'])
    .executeTakeFirst()
  if (found)
    r.fact(
      'artefact.present',
      { artefact: artefactId, resource: found.resource_id },
      { system: found.system, kind: found.kind },
      accountId,
    )
}

/**
 * Somebody wants it back: missing → wanted, while a grant that wants it is open. The next round makes it.
 * @param wish.onlyFor the person to whom the grant must have been given
 * @returns false when it is not missing, or nobody may want it any more
 */
export async function wantAgain(
  r: Recording,
  wish: { accountId: string; grantId: string; artefactId: string; onlyFor?: string },
): Promise<boolean> {
  const wanted = await sql<{ resource_id: string; system: string; kind: string }>`
    update access.artefacts a set present_at = null, missing_at = null, error = null, error_at = null
    where a.account_id = ${wish.accountId} and a.id = ${wish.artefactId}
      and a.missing_at is not null and a.removing_at is null
      and exists (
        select from access.artefact_grants h join access.open_grants(${r.at}) g on g.id = h.grant_id
        where h.artefact_id = a.id and g.id = ${wish.grantId}
          and (${wish.onlyFor ?? null}::uuid is null or (g.subject_kind = 'person' and g.subject_id = ${wish.onlyFor ?? null})))
    returning a.resource_id, a.system, a.kind`.execute(r.tx)
  const again = wanted.rows[0]
  if (again)
    r.fact(
      'artefact.wanted',
      { grant: wish.grantId, artefact: wish.artefactId, resource: again.resource_id },
      { system: again.system, kind: again.kind },
      wish.accountId,
    )
  return again !== undefined
}
