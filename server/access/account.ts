import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { Refusal } from './refusal.ts'

/** The scope of the provider's desk and of the desk's own jobs: every account. */
export const everyAccount = '*'

export type Account = {
  id: string
  kind: 'provider' | 'customer'
  name: string
  ownerId: string
  /** IANA name */
  zone: string
  /** ISO 3166-2 code whose public holidays count */
  region: string
  closedAt: Date | null
}

/** @throws Refusal 'not-found' */
export async function readAccount(tx: Tx, id: string): Promise<Account> {
  const row = await tx.selectFrom('access.accounts').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not-found')
  return {
    id: row.id,
    kind: row.kind as Account['kind'],
    name: row.name,
    ownerId: row.owner_id,
    zone: row.zone,
    region: row.region,
    closedAt: row.closed_at,
  }
}

/** @throws Refusal 'not-found' before the instance was set up */
export async function readProvider(tx: Tx): Promise<Account> {
  const row = await tx
    .selectFrom('access.accounts')
    .select('id')
    .where('kind', '=', 'provider')
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found')
  return readAccount(tx, row.id)
}

/** Lets other nodes know; delivered by PostgreSQL when the transaction commits, and not otherwise. */
export async function announce(tx: Tx, accountId: string, epoch: number): Promise<void> {
  await sql`select pg_notify(${epochChannel}, ${`${accountId}:${epoch}`})`.execute(tx)
}
export const epochChannel = 'einlass_epoch'

/**
 * Lets every node know that somebody's sign-in changed: sessions ended, another way to sign in, deactivated. Delivered
 * when the transaction commits.
 */
export async function announcePerson(tx: Tx, personId: string): Promise<void> {
  await sql`select pg_notify(${personChannel}, ${personId})`.execute(tx)
}
export const personChannel = 'einlass_person'

/** The door by which people of the account itself come in; whoever came by another one is an outsider. */
export const membersDoor = 'members'
