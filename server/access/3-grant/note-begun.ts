import { sql } from 'kysely'
import type { Recording } from '../record.ts'

/** Grants whose time came after they were given: they count already; now it is written, and whoever listens is told. */
export async function noteBegun(r: Recording, accountId: string): Promise<void> {
  const begun = await sql<{
    id: string
    resource_id: string | null
    subject_kind: 'person' | 'team'
    subject_id: string
  }>`
    update access.grants set begin_noted_at = ${r.at}
    where account_id = ${accountId} and begins_at > made_at and begins_at <= ${r.at}
      and begin_noted_at is null and ending_at is null
    returning id, resource_id, subject_kind, subject_id`.execute(r.tx)
  for (const grant of begun.rows)
    r.fact(
      'grant.begun',
      {
        grant: grant.id,
        resource: grant.resource_id ?? undefined,
        person: grant.subject_kind === 'person' ? grant.subject_id : undefined,
      },
      { subject: grant.subject_kind },
      accountId,
    )
}
