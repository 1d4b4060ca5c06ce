import { sql } from 'kysely'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Topic, wantsMail } from '#server/people/notifications.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { House, Reader } from './letters/wording.ts'

/** Somebody who is told what happens in an account. */
export type Told = Reader & {
  /** Topics of which he wants no mail */
  muted: readonly string[]
  /** The shops in which he decides; 'all': the whole account */
  shops: 'all' | ReadonlySet<string>
}

/** The name of the provider, which no account may read by itself. */
export async function readProviderName(kernel: Kernel): Promise<string> {
  return kernel.database.within(everyAccount, async tx => (await readProvider(tx)).name)
}

/** What mails about an account say of where they come from, and who is told: its owner first, then those who decide beside him. */
export async function readHouse(
  tx: Tx,
  accountId: string,
  from: { origin: string; provider: string },
  at: Date,
): Promise<{ house: House; told: Told[] }> {
  const account = await readAccount(tx, accountId)
  return {
    house: {
      ...from,
      account: { id: account.id, name: account.name, zone: account.zone, region: account.region },
    },
    told: await readTold(tx, account, at),
  }
}

/** Who wants to be told of this topic in this shop. */
export function whoIsTold(told: readonly Told[], topic: Topic, shopId: string): Told[] {
  return told.filter(one => (one.shops === 'all' || one.shops.has(shopId)) && wantsMail(one.muted, topic))
}

/** Members decide by a grant of their own that is open at this instant; teams do not, they are the provider's people. */
async function readTold(tx: Tx, account: { id: string; ownerId: string }, at: Date): Promise<Told[]> {
  const found = await sql<Omit<Reader, 'as'> & { muted: string[]; shops: (string | null)[] }>`
    select p.id, p.name, p.address, p.language, p.muted, array_agg(decides.shop) as shops
    from (
      select ${account.ownerId}::uuid as person, null::uuid as shop
      union all
      select g.subject_id, g.resource_id
      from access.open_grants(${at}) g
      left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
      where g.account_id = ${account.id} and g.subject_kind = 'person' and 'access.decide' = any (g.permissions)
        and (g.parent_id is null or 'access.decide' = any (parent.permissions))) decides
    join people.persons p on p.id = decides.person and p.deactivated_at is null
    group by p.id
    order by p.id <> ${account.ownerId}, p.name, p.id`.execute(tx)
  return found.rows.map(({ shops, ...person }) => ({
    ...person,
    as: person.id === account.ownerId ? 'owner' : 'deputy',
    shops: shops.includes(null) ? 'all' : new Set(shops.filter(shop => shop !== null)),
  }))
}

/** Somebody of the support. undefined: not there, or deactivated; nobody writes to those. */
export async function readAgent(
  tx: Tx,
  personId: string,
): Promise<(Reader & { muted: readonly string[] }) | undefined> {
  const row = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language', 'muted'])
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return row && { ...row, language: row.language as Language, as: 'agent' }
}
