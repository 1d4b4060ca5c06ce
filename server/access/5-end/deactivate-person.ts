import type { Tx } from '#server/plumbing/database.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { everyAccount, readProvider } from '../account.ts'
import type { Actor } from '../person.ts'
import { type Kernel, record } from '../record.ts'
import { closeEntries } from './close-entries.ts'
import { type Cut, endAccess } from './end-access.ts'
import { accountsInside, liveEntries } from './live-entries.ts'
import { liveGrants } from './live-grants.ts'
import { overAccounts } from './over-accounts.ts'

/**
 * A person is deactivated. First, in one transaction: the mark on the person, which every evaluator asks before it lets
 * him in anywhere, and the end of all that he gave. From its commit on he is refused everywhere. Then what he had is
 * ended account by account, because to hold a thousand accounts until the last of them is written would keep him inside
 * the first; what a crash leaves of that, the desk's round does.
 * @returns what this call ended; when he was deactivated before, what was still left
 */
export async function deactivatePerson(
  kernel: Kernel,
  by: Actor,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const given = await overAccounts(
    kernel,
    by,
    personId,
    tx => accountsOfGrants(tx, personId, 'given_by'),
    async (r, accounts) => {
      const marked = await r.tx
        .updateTable('people.persons')
        .set({
          deactivated_at: r.at,
          deactivated_by: 'person' in by ? by.person : null,
          deactivated_note: note,
        })
        .where('id', '=', personId)
        .where('deactivated_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!marked) return nothing
      const provider = await readProvider(r.tx)
      r.fact('person.deactivated', { person: personId }, { note: note ?? undefined }, provider.id)
      await r.tx
        .updateTable('access.team_members')
        .set({ left_at: r.at })
        .where('person_id', '=', personId)
        .where('left_at', 'is', null)
        .execute()
      const cuts: Cut[] = []
      for (const account of accounts)
        cuts.push(
          await endAccess(
            r,
            account,
            await liveGrants(r.tx, account, { givenBy: personId }),
            'giver-deactivated',
            note,
          ),
        )
      return together(cuts)
    },
  )
  return together([given, await endWhatHeHad(kernel, personId)])
}

/** After so long nobody is still at it: the node that began has died. */
const takesAtMostMs = 60_000

/** Goes on with deactivations that were interrupted. */
export async function endForDeactivated(kernel: Kernel): Promise<void> {
  const unfinished = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('people.persons')
      .select('id')
      .where('deactivated_at', '<', new Date(kernel.clock.now() - takesAtMostMs))
      .where('access_ended_at', 'is', null)
      .execute(),
  )
  await forEach(unfinished, person => endWhatHeHad(kernel, person.id))
}

/** Nothing can be opened for him and he can enter nowhere since the mark, so what is found now is all there is. */
async function endWhatHeHad(kernel: Kernel, personId: string): Promise<Cut> {
  const { person, accounts } = await kernel.database.within(everyAccount, async tx => ({
    person: await tx
      .selectFrom('people.persons')
      .select(['deactivated_by', 'deactivated_note'])
      .where('id', '=', personId)
      .where('deactivated_at', 'is not', null)
      .where('access_ended_at', 'is', null)
      .executeTakeFirst(),
    accounts: new Set([
      ...(await accountsOfGrants(tx, personId, 'subject_id')),
      ...(await accountsInside(tx, personId)),
    ]),
  }))
  if (!person) return nothing
  const by: Actor = person.deactivated_by ? { person: person.deactivated_by } : { rule: 'clock' }
  const cuts: Cut[] = []
  await forEach(accounts, account =>
    record(kernel, { accounts: [account], by }, async r => {
      const had = await liveGrants(r.tx, account, { subjectId: personId })
      cuts.push(await endAccess(r, account, had, 'person-deactivated', person.deactivated_note))
      // What the grants of his team had let him into.
      const inside = await liveEntries(r.tx, account, { personId })
      cuts.push({ grants: [], entries: await closeEntries(r, account, inside, 'person-deactivated', r.at) })
    }),
  )
  await kernel.database.within(everyAccount, tx =>
    tx
      .updateTable('people.persons')
      .set({ access_ended_at: new Date(kernel.clock.now()) })
      .where('id', '=', personId)
      .where('access_ended_at', 'is', null)
      .execute(),
  )
  return together(cuts)
}

const nothing: Cut = { grants: [], entries: [] }

function together(cuts: readonly Cut[]): Cut {
  return { grants: cuts.flatMap(cut => cut.grants), entries: cuts.flatMap(cut => cut.entries) }
}

/** Accounts with a grant that has not ended and was given by him, or to him. */
async function accountsOfGrants(
  tx: Tx,
  personId: string,
  column: 'given_by' | 'subject_id',
): Promise<string[]> {
  let query = tx
    .selectFrom('access.grants')
    .select('account_id')
    .distinct()
    .where(column, '=', personId)
    .where('ending_at', 'is', null)
  if (column === 'subject_id') query = query.where('subject_kind', '=', 'person')
  return (await query.execute()).map(row => row.account_id)
}
