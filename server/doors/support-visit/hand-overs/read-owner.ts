import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import type { Kernel, Recording } from '#server/access/record.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'

/** Where a mail comes from. */
export type From = { origin: string; provider: string }

export type Owner = {
  id: string
  name: string
  address: string
  language: Language
  account: { id: string; name: string; zone: string }
}

/** The name of the provider, which no account may read by itself. */
export async function readFrom(kernel: Kernel, origin: string): Promise<From> {
  return kernel.database.within(everyAccount, async tx => ({
    origin,
    provider: (await readProvider(tx)).name,
  }))
}

/** undefined: he is deactivated; nobody writes to him any more */
export async function readOwner(tx: Recording['tx'], accountId: string): Promise<Owner | undefined> {
  const account = await readAccount(tx, accountId)
  const person = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', '=', account.ownerId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return (
    person && {
      ...person,
      language: person.language as Language,
      account: { id: account.id, name: account.name, zone: account.zone },
    }
  )
}
