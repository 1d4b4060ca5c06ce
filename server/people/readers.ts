import type { Tx } from '#server/plumbing/database.ts'
import type { Reader } from './mail/news.ts'
import type { Language } from './persons.ts'

/** A person as one who gets mails. undefined: not there, or deactivated; nobody writes to those. */
export async function findReader(tx: Tx, personId: string): Promise<(Reader & { id: string }) | undefined> {
  const row = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return row && { ...row, language: row.language as Language }
}
