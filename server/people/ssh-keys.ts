import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { SshKey as Shown } from '#contract/ssh-keys.ts'
import { leave } from '#server/access/5-end/leave.ts'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { formatPublicKey, type PublicKey, readPublicKey } from '#server/plumbing/ssh/public-key.ts'

export type SshKeyView = Static<typeof Shown>

/**
 * @returns the key as it is listed
 * @throws Refusal 'ssh-key-refused', with what is wrong with it as `why`; 'ssh-key-is-taken'
 */
export async function addSshKey(
  tx: Tx,
  personId: string,
  wish: { name: string; publicKey: string },
  at: Date,
): Promise<SshKeyView> {
  const answer = readPublicKey(wish.publicKey)
  if (!answer.read) throw new Refusal('ssh-key-refused', { why: answer.error })
  const { type, blob, fingerprint } = answer.key
  const id = newId(at.getTime())
  const added = await tx
    .insertInto('people.ssh_keys')
    .values({ id, person_id: personId, name: wish.name.trim(), type, blob, fingerprint, added_at: at })
    .onConflict(conflict => conflict.column('fingerprint').where('removed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Refusal('ssh-key-is-taken')
  return (await listSshKeys(tx, personId)).find(key => key.id === id)!
}

/** Newest first; removed ones stay listed, so that one can see what they did last. */
export async function listSshKeys(tx: Tx, personId: string): Promise<SshKeyView[]> {
  const rows = await tx
    .selectFrom('people.ssh_keys')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    type: row.type,
    fingerprint: row.fingerprint,
    isForDoor: !row.type.startsWith('sk-'),
    addedAt: row.added_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    lastNetwork: row.last_network,
    removedAt: row.removed_at?.toISOString() ?? null,
  }))
}

/**
 * Removes a key, then closes what came in by it, account by account: from the first step on nothing new can come in, and
 * one account where the second fails does not keep the others waiting.
 * @param alongside what is noted together with the removal
 * @throws Refusal 'not-found'
 */
export async function removeSshKey(
  kernel: Kernel,
  personId: string,
  keyId: string,
  alongside: (tx: Tx, at: Date) => Promise<unknown>,
): Promise<{ removedAt: Date; closedEntries: number }> {
  const { removedAt, inside } = await kernel.database.within(everyAccount, async tx => {
    const at = new Date(kernel.clock.now())
    const removed = await sql<{ removed_at: Date; is_news: boolean }>`
      with before as (select id, removed_at from people.ssh_keys where id = ${keyId} and person_id = ${personId} for update)
      update people.ssh_keys k set removed_at = coalesce(k.removed_at, ${at}) from before b where k.id = b.id
      returning k.removed_at, b.removed_at is null as is_news`.execute(tx)
    const row = removed.rows[0]
    if (!row) throw new Refusal('not-found')
    if (row.is_news) await alongside(tx, at)
    const entries = await tx
      .selectFrom('access.entries')
      .select(['id', 'account_id'])
      .where('ssh_key_id', '=', keyId)
      .where('closed_at', 'is', null)
      .execute()
    return { removedAt: row.removed_at, inside: entries }
  })
  let closedEntries = 0
  await forEach(
    Map.groupBy(inside, entry => entry.account_id),
    async ([account, entries]) => {
      const ids = entries.map(entry => entry.id)
      closedEntries += await record(kernel, { accounts: [account], by: { person: personId } }, r =>
        leave(r, account, ids, 'key-removed'),
      )
    },
  )
  return { removedAt, closedEntries }
}

/** Whose key this is; undefined: nobody's, or that of somebody who was deactivated. */
export async function findSshKey(
  tx: Tx,
  fingerprint: string,
): Promise<{ id: string; personId: string; person: string; language: 'de' | 'en' | 'nl' } | undefined> {
  const row = await tx
    .selectFrom('people.ssh_keys as k')
    .innerJoin('people.persons as p', 'p.id', 'k.person_id')
    .select(['k.id', 'p.id as person', 'p.name', 'p.language'])
    .where('k.fingerprint', '=', fingerprint)
    .where('k.removed_at', 'is', null)
    .where('p.deactivated_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      personId: row.person,
      person: row.name,
      language: row.language as 'de' | 'en' | 'nl',
    }
  )
}

/** One key of a person, to sign a certificate for. @throws Refusal 'not-found' */
export async function readSshKey(tx: Tx, personId: string, keyId: string): Promise<PublicKey> {
  const row = await tx
    .selectFrom('people.ssh_keys')
    .select(['type', 'blob'])
    .where('id', '=', keyId)
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found')
  const answer = readPublicKey(formatPublicKey({ type: row.type as PublicKey['type'], blob: row.blob }))
  // What was good enough once may be too weak by now.
  if (!answer.read) throw new Refusal('ssh-key-refused', { why: answer.error })
  return answer.key
}

export async function noteSshKeyUse(tx: Tx, keyId: string, network: string | null, at: Date): Promise<void> {
  await tx
    .updateTable('people.ssh_keys')
    .set({ last_used_at: at, last_network: network })
    .where('id', '=', keyId)
    .execute()
}
