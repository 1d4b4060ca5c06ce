import { sql } from 'kysely'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'

// A button that somebody keeps pressing must not become a hammer at a shop that is down.
const notWithinMs = 5_000

/**
 * What is still there outside for an ending is tried in the next round instead of when its pause is over. Of what is
 * proven, or not ending at all, there is nothing to try.
 * @throws Refusal 'not-found' when the account has no such grant
 */
export async function tryNow(r: Recording, accountId: string, grantId: string): Promise<void> {
  const grant = await r.tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', grantId)
    .executeTakeFirst()
  if (!grant) throw new Refusal('not-found')
  await sql`
    update access.artefacts a set next_try_at = null
    from access.artefact_grants h
    where h.grant_id = ${grantId} and a.id = h.artefact_id and a.removing_at is not null and a.gone_at is null
      and a.next_try_at is not null and (a.tried_at is null or a.tried_at <= ${new Date(r.now - notWithinMs)})`.execute(
    r.tx,
  )
}
