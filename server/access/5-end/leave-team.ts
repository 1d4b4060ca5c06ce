import { sql } from 'kysely'
import { holdOpen } from '../4-enter/enter.ts'
import { lettingIn } from '../4-enter/letting-in.ts'
import type { Actor } from '../person.ts'
import type { Kernel } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { closeEntries } from './close-entries.ts'
import { accountsInside, liveEntries } from './live-entries.ts'
import { overAccounts } from './over-accounts.ts'

/**
 * A person leaves a team of the provider. The team's grants stay; what they let this person into closes in every
 * account, in the same transaction, unless another grant covers him.
 */
export async function leaveTeam(
  kernel: Kernel,
  by: Actor,
  teamId: string,
  personId: string,
): Promise<number> {
  return overAccounts(
    kernel,
    by,
    personId,
    tx => accountsInside(tx, personId),
    async (r, accounts) => {
      const left = await r.tx
        .updateTable('access.team_members')
        .set({ left_at: r.at })
        .where('team_id', '=', teamId)
        .where('person_id', '=', personId)
        .where('left_at', 'is', null)
        .returning('account_id')
        .executeTakeFirst()
      if (!left) throw new Refusal('not-found')
      r.fact('team.left', { person: personId }, { team: teamId }, left.account_id)
      let closed = 0
      for (const account of accounts) {
        const uncovered = await sql<{ id: string }>`
        select e.id from access.entries e
        where e.account_id = ${account} and e.person_id = ${personId} and e.closed_at is null
          and not exists (select from unnest(${lettingIn(sql`e.entrance`)}) permission
            where access.may(${personId}, ${account}, permission, e.resource_id, ${r.at}))`.execute(r.tx)
        closed += (
          await closeEntries(
            r,
            account,
            uncovered.rows.map(row => row.id),
            'left-team',
            r.at,
          )
        ).length
        // What is left is held by other grants; from now on it hangs on them, and closes with the last of them.
        await holdOpen(r.tx, account, await liveEntries(r.tx, account, { personId }), r.at, [])
      }
      return closed
    },
  )
}
