import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Database } from '#server/plumbing/database.ts'

/** Where links lead, without a path, whose desk this is, and the zone of its clock: in it is said when something happened that belongs to no account. */
export type House = { origin: string; provider: string; zone: string }

export async function readHouse(database: Database, origin: string): Promise<House> {
  const provider = await database.within(everyAccount, readProvider)
  return { origin, provider: provider.name, zone: provider.zone }
}
