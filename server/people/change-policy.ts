import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { readSignInPolicy as operation, SignInPolicy as Shape } from '#contract/provider-desk.ts'
import { everyAccount, personChannel, readProvider } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { isRegion } from '#server/plumbing/calendar/regions.ts'
import { readZone } from '#server/plumbing/calendar/zones.ts'
import type { Database } from '#server/plumbing/database.ts'
import { readSignInPolicy } from './policy.ts'
import { hasPasskey, hasTotp, isOwnerOrMember } from './second-factor.ts'
import { closeWhatTheyEntered, type EndedSession } from './sign-out.ts'

/** So many are counted one by one; more are no other news. */
const countsAtMost = 10_000

/** What is demanded, as the provider's desk reads it, and how many owners and members it would still ask for something. */
export async function tellSignInPolicy(database: Database): Promise<Static<typeof operation.answer>> {
  return database.within(everyAccount, async tx => {
    const policy = await readSignInPolicy(tx)
    const without = await sql<{ count: number }>`
      select count(*)::int as count from (
        select from people.persons p
        where p.deactivated_at is null and ${isOwnerOrMember('p')}
          and not ${hasTotp('p')} and not ${hasPasskey('p')}
        limit ${countsAtMost}) bounded`.execute(tx)
    return {
      ownersNeedSecondFactor: policy.ownersSecondFactorSince !== null,
      transferWaitDays: policy.transferWaitDays,
      standardZone: policy.standardZone,
      standardRegion: policy.standardRegion,
      ownersWithoutSecondFactor: without.rows[0]!.count,
    }
  })
}

/**
 * Changes what of it is named; what is not is left as it is at this moment, whoever changed it meanwhile. When a second factor is demanded from now on, the sessions of owners and members
 * that were begun without one end in the same transaction, and what they had entered is closed after it.
 * @throws Refusal 'no-such-zone', 'no-such-region'
 */
export async function changeSignInPolicy(
  kernel: Kernel,
  by: Actor,
  wanted: Partial<Static<typeof Shape>>,
): Promise<void> {
  const zone = wanted.standardZone === undefined ? undefined : readZone(wanted.standardZone)
  if (wanted.standardZone !== undefined && zone === undefined) throw new Refusal('no-such-zone')
  if (wanted.standardRegion !== undefined && !isRegion(wanted.standardRegion))
    throw new Refusal('no-such-region')
  const provider = await kernel.database.within(everyAccount, readProvider)
  const ended = await record(kernel, { accounts: [provider.id], by, scope: everyAccount }, async r => {
    const before = await readSignInPolicy(r.tx)
    const {
      ownersNeedSecondFactor: isNeeded = before.ownersSecondFactorSince !== null,
      transferWaitDays = before.transferWaitDays,
      standardRegion = before.standardRegion,
    } = wanted
    const standardZone = zone ?? before.standardZone
    const isNews = isNeeded && before.ownersSecondFactorSince === null
    const values = {
      owners_second_factor_since: isNeeded ? (before.ownersSecondFactorSince ?? r.at) : null,
      transfer_wait_days: transferWaitDays,
      standard_zone: standardZone,
      standard_region: standardRegion,
      changed_at: r.at,
      changed_by: 'person' in by ? by.person : null,
    }
    await r.tx
      .insertInto('people.policies')
      .values({ account_id: provider.id, ...values })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
      .execute()
    const now = await readSignInPolicy(r.tx)
    const isChanged = JSON.stringify(now) !== JSON.stringify(before)
    if (isChanged)
      r.fact(
        'policy.changed',
        {},
        { of: 'sign-in', ownersNeedSecondFactor: isNeeded, transferWaitDays, standardZone, standardRegion },
      )
    return isNews ? endSessionsWithoutSecondFactor(r) : []
  })
  await closeWhatTheyEntered(kernel, ended)
}

/** A session that was begun by a password, a link or the house's own sign-in alone does not say that there was more. */
async function endSessionsWithoutSecondFactor(r: Recording): Promise<EndedSession[]> {
  const ended = await sql<EndedSession>`
    update people.sessions s set ended_at = ${r.at}, ended_cause = 'sign-in-changed'
    from people.persons p
    where p.id = s.person_id and s.ended_at is null and s.expires_at > ${r.at}
      and not s.methods && '{totp,passkey,recovery-code}'::text[] and ${isOwnerOrMember('p')}
    returning s.id, s.person_id as person`.execute(r.tx)
  await sql`
    select pg_notify(${personChannel}, person::text)
    from (select distinct unnest(${ended.rows.map(session => session.person)}::uuid[]) as person) people`.execute(
    r.tx,
  )
  return ended.rows
}
