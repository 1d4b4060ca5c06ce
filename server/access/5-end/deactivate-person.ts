import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { readProvider } from '../account.ts'
import type { Actor } from '../person.ts'
import type { Kernel } from '../record.ts'
import { closeEntries } from './close-entries.ts'
import type { Cut, EndingCause } from './end-access.ts'
import { endAccess } from './end-access.ts'
import { overAccounts } from './over-accounts.ts'

/**
 * A person is deactivated: grants to him and grants by him end everywhere, entries close, in one transaction with the
 * mark on the person. His sign-ins are refused by the mark itself.
 */
export async function deactivatePerson(
  kernel: Kernel,
  by: Actor,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const find = async (tx: Tx) => {
    const touched = await sql<{ account_id: string }>`
      select account_id from access.grants where ending_at is null and ((subject_kind = 'person' and subject_id = ${personId}) or given_by = ${personId})
      union select account_id from access.entries where person_id = ${personId} and closed_at is null`.execute(
      tx,
    )
    return touched.rows.map(row => row.account_id)
  }
  return overAccounts(kernel, by, personId, find, async (r, accounts) => {
    const marked = await r.tx
      .updateTable('people.persons')
      .set({ deactivated_at: r.at, deactivated_by: 'person' in by ? by.person : null })
      .where('id', '=', personId)
      .where('deactivated_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!marked) return { grants: [], entries: [] }
    const provider = await readProvider(r.tx)
    r.fact('person.deactivated', { person: personId }, { note: note ?? undefined }, provider.id)
    await r.tx
      .updateTable('access.team_members')
      .set({ left_at: r.at })
      .where('person_id', '=', personId)
      .where('left_at', 'is', null)
      .execute()
    const all: Cut = { grants: [], entries: [] }
    const add = (cut: Cut) => {
      all.grants.push(...cut.grants)
      all.entries.push(...cut.entries)
    }
    for (const account of accounts) {
      const live = (column: 'subject_id' | 'given_by') =>
        r.tx
          .selectFrom('access.grants')
          .select('id')
          .where('account_id', '=', account)
          .where(column, '=', personId)
          .where('ending_at', 'is', null)
          .execute()
      const ends = async (rows: { id: string }[], cause: EndingCause) =>
        add(
          await endAccess(
            r,
            account,
            rows.map(row => row.id),
            cause,
            note,
          ),
        )
      await ends(await live('subject_id'), 'person-deactivated')
      await ends(await live('given_by'), 'giver-deactivated')
      const inside = await r.tx
        .selectFrom('access.entries')
        .select('id')
        .where('account_id', '=', account)
        .where('person_id', '=', personId)
        .where('closed_at', 'is', null)
        .execute()
      add({
        grants: [],
        entries: await closeEntries(
          r,
          account,
          inside.map(row => row.id),
          'person-deactivated',
          r.at,
        ),
      })
    }
    return all
  })
}
