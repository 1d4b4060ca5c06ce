import { sql } from 'kysely'
import type { Recording } from '#server/access/record.ts'

export type Reader = {
  id: string
  name: string
  address: string
  language: 'de' | 'en' | 'nl'
  /** deputy: a member who decides like the owner */
  as: 'owner' | 'deputy' | 'agent'
}

/**
 * The owner, and whoever decides beside him for this resource. What is left behind concerns the end of an access, and of
 * that mails cannot be silenced.
 */
export async function whoIsTold(r: Recording, accountId: string, resourceId: string): Promise<Reader[]> {
  const found = await sql<Reader>`
    select p.id, p.name, p.address, p.language, case when p.id = a.owner_id then 'owner' else 'deputy' end as as
    from access.accounts a join people.persons p on p.deactivated_at is null and (
      p.id = a.owner_id or exists (
        select from access.open_grants(${r.at}) g
        left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
        where g.account_id = a.id and g.subject_kind = 'person' and g.subject_id = p.id
          and access.covers(g.resource_id, ${resourceId})
          and 'access.decide' = any (g.permissions)
          and (g.parent_id is null or 'access.decide' = any (parent.permissions))))
    where a.id = ${accountId}
    order by p.id <> a.owner_id, p.name, p.id`.execute(r.tx)
  return found.rows
}

/** Those for whom open visits want this artefact. */
export async function visitorsOf(r: Recording, artefactId: string): Promise<Reader[]> {
  const found = await sql<Reader>`
    select distinct p.id, p.name, p.address, p.language, 'agent' as as
    from access.artefact_grants h join access.open_grants(${r.at}) g on g.id = h.grant_id
    join people.persons p on g.subject_kind = 'person' and p.id = g.subject_id and p.deactivated_at is null
    where h.artefact_id = ${artefactId}`.execute(r.tx)
  return found.rows
}
