import type { Tx } from '#server/plumbing/database.ts'
import { everyAccount, readProvider } from '../account.ts'
import type { Actor } from '../person.ts'
import type { Kernel, Recording } from '../record.ts'
import { record } from '../record.ts'

/**
 * One recording over every account that `find` names, and the provider's. What appears between looking and locking
 * would be missed, so it looks again under the locks and starts anew if there is more. In an account that is not locked
 * somebody could open for the person, or let him in, until this commits: openGrant and enter share a hold on the person,
 * so they commit first and are found, or wait and then find what this has written.
 */
export async function overAccounts<T>(
  kernel: Kernel,
  by: Actor,
  personId: string,
  find: (tx: Tx) => Promise<string[]>,
  write: (r: Recording, accounts: string[]) => Promise<T>,
): Promise<T> {
  for (;;) {
    const { provider, accounts } = await kernel.database.within(everyAccount, async tx => ({
      provider: await readProvider(tx),
      accounts: await find(tx),
    }))
    const outcome = await record(
      kernel,
      { accounts: [provider.id, ...accounts], by, scope: everyAccount },
      async r => {
        await r.tx
          .selectFrom('people.persons')
          .select('id')
          .where('id', '=', personId)
          .forNoKeyUpdate()
          .execute()
        const now = await find(r.tx)
        if (now.some(account => !accounts.includes(account))) return { again: true as const }
        return { again: false as const, value: await write(r, accounts) }
      },
    )
    if (!outcome.again) return outcome.value
  }
}
