import { sql } from 'kysely'
import type { Database, Tx } from '../database.ts'
import type { Vault, VaultKey } from './open-vault.ts'

/** One account after the other would take long: rotation is the desk's own work. */
const everyAccount = '*'

export type Rotation = {
  /** How many secrets are under the new key now that this run has put there. */
  rewrapped: number
  /** An earlier run was interrupted, and this one has finished it. */
  carriedOn: boolean
  /** When the new key was made. */
  begunAt: Date
  /** Secrets whose rows somebody has changed: nobody can read them, and the old key stays until they are destroyed. */
  broken: string[]
}

/**
 * Makes a new key for the vault, wraps every secret's own key under it and destroys the old one. Desks go on reading and
 * writing meanwhile. Interrupted anywhere, every secret can be read and the next run goes on; two runs at once do the
 * work together.
 *
 *   retire the old, make the new       from then on nothing new is kept under the old one
 *   wait for who still writes          a transaction that began before may hold a row that nobody else sees yet
 *   wrap anew, page by page
 *   destroy the old                    in one statement that looks once more whether anything refers to it
 *
 * @returns undefined: nothing was ever kept, so there is no key
 * @throws VaultIsShut, and then nothing is changed
 */
export async function rotateKeys(
  database: Database,
  vault: Vault,
  at: Date,
  pageSize = 500,
): Promise<Rotation | undefined> {
  const begun = await database.within(everyAccount, tx => beginOrGoOn(tx, vault, at))
  if (!begun) return undefined
  let rewrapped = 0
  const broken = new Set<string>()
  for (const old of begun.retired) {
    const from = vault.openKey(old.id, old.sealedKey)
    const to = vault.openKey(begun.current.id, begun.current.sealedKey)
    await database.within(everyAccount, tx => waitForWriters(tx, from))
    do {
      rewrapped += await rewrapPages(database, from, to, pageSize, broken)
    } while (!(await database.within(everyAccount, tx => destroyKey(tx, from, at))) && broken.size === 0)
    from.forget()
    to.forget()
  }
  return { rewrapped, carriedOn: begun.carriedOn, begunAt: begun.current.madeAt, broken: [...broken] }
}

async function beginOrGoOn(tx: Tx, vault: Vault, at: Date) {
  // Of two that begin at once, the second finds what the first has begun.
  await sql`select pg_advisory_xact_lock(hashtext('einlass vault keys'))`.execute(tx)
  const keys = (
    await tx
      .selectFrom('plumbing.vault_keys')
      .select(['id', 'sealed_key', 'made_at', 'retired_at'])
      .where('destroyed_at', 'is', null)
      .execute()
  ).map(row => ({
    id: row.id,
    sealedKey: row.sealed_key!,
    madeAt: row.made_at,
    isRetired: row.retired_at !== null,
  }))
  // Whoever cannot open the old ones must not put a new one in their place.
  for (const key of keys) vault.openKey(key.id, key.sealedKey).forget()
  const current = keys.find(key => !key.isRetired)
  const retired = keys.filter(key => key.isRetired)
  if (!current) return undefined
  if (retired.length > 0) return { current, retired, carriedOn: true }
  await tx
    .updateTable('plumbing.vault_keys')
    .set({ retired_at: at })
    .where('id', '=', current.id)
    .executeTakeFirstOrThrow()
  const made = vault.makeKey(at)
  await tx.insertInto('plumbing.vault_keys').values(made).execute()
  return {
    current: { id: made.id, sealedKey: made.sealed_key, madeAt: at },
    retired: [current],
    carriedOn: false,
  }
}

/**
 * Everybody who keeps a secret holds a lock on its key until his transaction ends; this waits for them, and for nobody
 * who comes later, because a retired key takes no one. It holds nothing else while it waits.
 * @throws Error of the database after 15 seconds; then the next run goes on
 */
async function waitForWriters(tx: Tx, old: VaultKey): Promise<void> {
  await tx.selectFrom('plumbing.vault_keys').select('id').where('id', '=', old.id).forUpdate().execute()
}

type Page = { from: VaultKey; to: VaultKey; limit: number; locked: 'pass by' | 'wait'; broken: Set<string> }

async function rewrapPages(
  database: Database,
  from: VaultKey,
  to: VaultKey,
  limit: number,
  broken: Set<string>,
): Promise<number> {
  let rewrapped = 0
  for (;;) {
    const rewrap = (page: Pick<Page, 'limit' | 'locked'>) =>
      database.within(everyAccount, tx => rewrapPage(tx, { from, to, broken, ...page }))
    // Rows that somebody is just destroying are passed by, so that two who lock several rows never wait for each other;
    // when only such are left, one is waited for, with nothing in the hand.
    let page = await rewrap({ limit, locked: 'pass by' })
    if (page.seen === 0) page = await rewrap({ limit: 1, locked: 'wait' })
    if (page.seen === 0) return rewrapped
    rewrapped += page.rewrapped
  }
}

async function rewrapPage(tx: Tx, { from, to, limit, locked, broken }: Page) {
  const rows = await tx
    .selectFrom('plumbing.secrets')
    .select(['id', 'wrapped_key'])
    .where('key_id', '=', from.id)
    .where('destroyed_at', 'is', null)
    .$if(broken.size > 0, page => page.where('id', 'not in', [...broken]))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .$if(locked === 'pass by', page => page.skipLocked())
    .execute()
  const ids: string[] = []
  const wrapped: Buffer[] = []
  for (const { id, wrapped_key: old } of rows)
    try {
      const dataKey = from.unwrap(id, old!)
      wrapped.push(to.wrap(id, dataKey))
      ids.push(id)
      dataKey.fill(0)
    } catch {
      broken.add(id)
    }
  const { numAffectedRows } = await sql`
    update plumbing.secrets secret set key_id = ${to.id}, wrapped_key = page.wrapped
    from unnest(${ids}::uuid[], ${wrapped}::bytea[]) page (id, wrapped)
    where secret.id = page.id and secret.key_id = ${from.id}`.execute(tx)
  return { seen: rows.length, rewrapped: Number(numAffectedRows) }
}

/** @returns whether it is destroyed; not while anything refers to it */
async function destroyKey(tx: Tx, old: VaultKey, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update plumbing.vault_keys set sealed_key = null, destroyed_at = coalesce(destroyed_at, ${at}::timestamptz)
    where id = ${old.id} and retired_at is not null
      and not exists (select from plumbing.secrets where key_id = ${old.id})`.execute(tx)
  return numAffectedRows === 1n
}
