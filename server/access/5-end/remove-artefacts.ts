import { sql } from 'kysely'
import type { Recording } from '../record.ts'

/** Marks for removal what was made outside for these grants, unless another grant that has not ended wants it too. */
export async function removeArtefacts(
  r: Recording,
  accountId: string,
  endedGrantIds: readonly string[],
): Promise<void> {
  const removing = await sql<{ id: string; resource_id: string; system: string; kind: string }>`
    update access.artefacts a set removing_at = ${r.at}, waits_for = null, tries = 0, tried_at = null, next_try_at = null
    where a.account_id = ${accountId} and a.removing_at is null
      and exists (select from access.artefact_grants h where h.artefact_id = a.id and h.grant_id = any (${[...endedGrantIds]}::uuid[]))
      and not exists (
        select from access.artefact_grants h join access.grants g on g.id = h.grant_id and g.ending_at is null
        where h.artefact_id = a.id)
    returning a.id, a.resource_id, a.system, a.kind`.execute(r.tx)
  for (const artefact of removing.rows) {
    r.fact(
      'artefact.removing',
      { artefact: artefact.id, resource: artefact.resource_id },
      { system: artefact.system, kind: artefact.kind },
      accountId,
    )
  }
}
