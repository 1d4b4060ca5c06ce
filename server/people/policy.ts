import { readProvider } from '#server/access/account.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** What the provider demands of everybody's sign-in, and what a new account starts with. */
export type SignInPolicy = {
  /** null: owners and members may do without a second factor. */
  ownersSecondFactorSince: Date | null
  /** Days between the confirmation of a new owner and the change. */
  transferWaitDays: number
  standardZone: string
  standardRegion: string
}

/** Until the provider has said something else. */
const standardWaitDays = 3

/**
 * @param tx of a scope that sees the provider's account: as long as nobody has changed the policy, a new account starts
 * with the provider's own zone and region
 */
export async function readSignInPolicy(tx: Tx): Promise<SignInPolicy> {
  const row = await readRow(tx)
  if (row)
    return {
      ownersSecondFactorSince: row.owners_second_factor_since,
      transferWaitDays: row.transfer_wait_days,
      standardZone: row.standard_zone,
      standardRegion: row.standard_region,
    }
  const provider = await readProvider(tx)
  return {
    ownersSecondFactorSince: null,
    transferWaitDays: standardWaitDays,
    standardZone: provider.zone,
    standardRegion: provider.region,
  }
}

/** Of the policy only this; of any scope. */
export async function readTransferWaitDays(tx: Tx): Promise<number> {
  return (await readRow(tx))?.transfer_wait_days ?? standardWaitDays
}

function readRow(tx: Tx) {
  return tx.selectFrom('people.policies').selectAll().executeTakeFirst()
}
