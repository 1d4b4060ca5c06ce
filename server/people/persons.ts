import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'

export type Language = 'de' | 'en' | 'nl'
export type Person = { id: string; name: string; address: string; language: Language }

/** @param address compared without regard to case */
export async function findByAddress(
  tx: Tx,
  address: string,
): Promise<(Person & { passwordHash: string | null; isActive: boolean }) | undefined> {
  const row = await tx
    .selectFrom('people.persons')
    .selectAll()
    .where(eb => eb.fn('lower', ['address']), '=', address.trim().toLowerCase())
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      name: row.name,
      address: row.address,
      language: row.language as Language,
      passwordHash: row.password_hash,
      isActive: row.deactivated_at === null,
    }
  )
}

/** Finds the person with this address, or makes one. A known person keeps his own name, language and password. */
export async function findOrAddPerson(
  tx: Tx,
  person: Omit<Person, 'id'> & { passwordHash: string | null },
  at: Date,
): Promise<Person> {
  const known = await findByAddress(tx, person.address)
  if (known) return known
  const id = newId(at.getTime())
  const added = await addPerson(tx, { id, ...person }, at)
  // Somebody else has made him in between.
  const made = added
    ? { ...person, id, address: person.address.trim() }
    : await findByAddress(tx, person.address)
  if (!made) throw new Error('a person with this address is neither there nor can be made')
  return { id: made.id, name: made.name, address: made.address, language: made.language }
}

/** @returns false: there is a person with this address */
export async function addPerson(
  tx: Tx,
  person: Person & { passwordHash: string | null },
  at: Date,
): Promise<boolean> {
  const added = await tx
    .insertInto('people.persons')
    .values({
      id: person.id,
      name: person.name,
      address: person.address.trim(),
      language: person.language,
      made_at: at,
      password_hash: person.passwordHash,
      password_set_at: person.passwordHash ? at : null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export async function changeLanguage(tx: Tx, personId: string, language: Language): Promise<void> {
  await tx.updateTable('people.persons').set({ language }).where('id', '=', personId).execute()
}

export async function changeName(tx: Tx, personId: string, name: string): Promise<void> {
  await tx.updateTable('people.persons').set({ name }).where('id', '=', personId).execute()
}
