import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { House, Reader } from './letters/wording.ts'

/** The name of the provider, which no account may read by itself. */
export async function readProviderName(kernel: Kernel): Promise<string> {
  return kernel.database.within(everyAccount, async tx => (await readProvider(tx)).name)
}

/** What mails about an account say of where they come from, and who its owner is. */
export async function readHouse(
  tx: Tx,
  accountId: string,
  from: { origin: string; provider: string },
): Promise<{ house: House; owner: Reader | undefined }> {
  const account = await readAccount(tx, accountId)
  return {
    house: {
      ...from,
      account: { id: account.id, name: account.name, zone: account.zone, region: account.region },
    },
    owner: await readReader(tx, account.ownerId, 'owner'),
  }
}

/** undefined: not there, or deactivated; nobody writes to those. */
export async function readReader(tx: Tx, personId: string, as: Reader['as']): Promise<Reader | undefined> {
  const row = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, address: row.address, language: row.language as Language, as }
}
