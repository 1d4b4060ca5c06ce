import type { Tx } from '#server/plumbing/database.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { everyAccount, readProvider } from '../account.ts'
import type { Actor } from '../person.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { closeEntries } from './close-entries.ts'
import type { Cut, EndingCause } from './end-access.ts'
import { endAccess } from './end-access.ts'
import { overAccounts } from './over-accounts.ts'

/**
 * A person is deactivated. First, in one transaction: the mark on the person, which every evaluator asks before it lets
 * him in anywhere, and the end of all that he gave. From its commit on he is refused everywhere. Then what he had is
 * ended account by account, because to hold a thousand accounts until the last of them is written would keep him inside
 * the first; what a crash leaves of that, the desk's round does.
 * @returns what this call ended; nothing when he was deactivated before
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
    tx => accountsOf(tx, personId, ['given']),
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
        cuts.push(await endGrants(r, account, 'given_by', personId, 'giver-deactivated', note))
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
    accounts: await accountsOf(tx, personId, ['had', 'inside']),
  }))
  if (!person) return nothing
  const by: Actor = person.deactivated_by ? { person: person.deactivated_by } : { rule: 'command line' }
  const cuts: Cut[] = []
  await forEach(accounts, account =>
    record(kernel, { accounts: [account], by }, async r => {
      cuts.push(
        await endGrants(r, account, 'subject_id', personId, 'person-deactivated', person.deactivated_note),
        { grants: [], entries: await closeInside(r, account, personId) },
      )
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

/** Accounts where he gave something that has not ended, where he has something, where he is inside. */
async function accountsOf(
  tx: Tx,
  personId: string,
  as: readonly ('given' | 'had' | 'inside')[],
): Promise<string[]> {
  const grants = tx.selectFrom('access.grants').select('account_id').where('ending_at', 'is', null)
  const found = {
    given: () => grants.where('given_by', '=', personId),
    had: () => grants.where('subject_kind', '=', 'person').where('subject_id', '=', personId),
    inside: () =>
      tx
        .selectFrom('access.entries')
        .select('account_id')
        .where('person_id', '=', personId)
        .where('closed_at', 'is', null),
  }
  const accounts = new Set<string>()
  for (const one of as)
    for (const row of await found[one]().distinct().execute()) accounts.add(row.account_id)
  return [...accounts]
}

async function endGrants(
  r: Recording,
  account: string,
  column: 'subject_id' | 'given_by',
  personId: string,
  cause: EndingCause,
  note: string | null,
): Promise<Cut> {
  const live = await r.tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', account)
    .where(column, '=', personId)
    .where('ending_at', 'is', null)
    .execute()
  return endAccess(
    r,
    account,
    live.map(row => row.id),
    cause,
    note,
  )
}

/** What the grants of his team had let him into. */
async function closeInside(r: Recording, account: string, personId: string): Promise<Cut['entries']> {
  const inside = await r.tx
    .selectFrom('access.entries')
    .select('id')
    .where('account_id', '=', account)
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .execute()
  return closeEntries(
    r,
    account,
    inside.map(row => row.id),
    'person-deactivated',
    r.at,
  )
}
