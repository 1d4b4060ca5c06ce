import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Connection as Shown } from '#contract/support-visit.ts'
import type { Connection } from '#server/access/outside.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'

export type Resource = { accountId: string; resourceId: string }
export type Wish = {
  system: string
  address: string
  login: string | null
  credential: string | null
  options: Readonly<Record<string, string>>
}

const keeperOf = (connectionId: string) => `connection:${connectionId}`

/**
 * Connects the system behind a resource, in place of what was connected. Without a new credential the one that is there
 * stays, as long as it goes to the same system at the same address: it must not be sent where somebody else has
 * pointed it.
 * @throws Refusal 'connection-is-in-use' when something is left that only the present connection can take away
 */
export async function connect(r: Recording, vault: Vault, resource: Resource, wish: Wish): Promise<void> {
  const before = await findConnection(r.tx, resource.resourceId)
  const isSame = before?.system === wish.system && before.address === wish.address
  if (before && !isSame) await refuseWhileInUse(r.tx, resource, before.system)
  const kept = before && isSame ? await readCredential(r.tx, vault, resource.accountId, before.id) : undefined
  if (before) await markRemoved(r, resource.accountId, before.id)
  const id = newId(r.now)
  await r.tx
    .insertInto('support_visit.connections')
    .values({
      id,
      account_id: resource.accountId,
      resource_id: resource.resourceId,
      system: wish.system,
      address: wish.address,
      login: wish.login,
      options: JSON.stringify(wish.options),
      made_at: r.at,
      made_by: 'person' in r.by ? r.by.person : null,
    })
    .execute()
  const value = wish.credential ?? kept
  if (value)
    await keepSecret(
      r.tx,
      vault,
      { accountId: resource.accountId, keeper: keeperOf(id), name: 'credential', value },
      r.at,
    )
  r.fact('connection.made', { resource: resource.resourceId }, { connection: id, system: wish.system })
}

/**
 * Takes the connection away and destroys its credential; without one there is nothing to do.
 * @throws Refusal 'connection-is-in-use'
 */
export async function disconnect(r: Recording, resource: Resource): Promise<void> {
  const before = await findConnection(r.tx, resource.resourceId)
  if (!before) return
  await refuseWhileInUse(r.tx, resource, before.system)
  await forgetConnection(r, resource, before)
}

/** Nothing there needs it any more: whoever calls this has asked. */
export async function forgetConnection(
  r: Recording,
  { accountId, resourceId }: Resource,
  { id, system }: { id: string; system: string },
): Promise<void> {
  await markRemoved(r, accountId, id)
  r.fact('connection.removed', { resource: resourceId }, { connection: id, system }, accountId)
}

async function markRemoved(r: Recording, accountId: string, id: string): Promise<void> {
  await r.tx
    .updateTable('support_visit.connections')
    .set({ removed_at: r.at, removed_by: 'person' in r.by ? r.by.person : null })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute()
  await destroySecrets(r.tx, { accountId, keeper: keeperOf(id) }, r.at)
}

/** Without it, what is there could never be taken away, and nobody could see that it is gone. */
async function refuseWhileInUse(tx: Tx, resource: Resource, system: string): Promise<void> {
  if (await isInUse(tx, resource, system)) throw new Refusal('connection-is-in-use')
}

export async function isInUse(tx: Tx, resource: Resource, system: string): Promise<boolean> {
  const left = await tx
    .selectFrom('access.artefacts')
    .select('id')
    .where('account_id', '=', resource.accountId)
    .where('resource_id', '=', resource.resourceId)
    .where('system', '=', system)
    .where('gone_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return left !== undefined
}

export function findConnection(tx: Tx, resourceId: string) {
  return tx
    .selectFrom('support_visit.connections')
    .selectAll()
    .where('resource_id', '=', resourceId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

async function readCredential(
  tx: Tx,
  vault: Vault,
  accountId: string,
  connectionId: string,
): Promise<Buffer | undefined> {
  return readSecret(tx, vault, { accountId, keeper: keeperOf(connectionId), name: 'credential' })
}

/** As a connector uses it, with the credential. undefined: nobody has connected this resource. */
export async function openConnection(
  tx: Tx,
  vault: Vault,
  resourceId: string,
): Promise<Connection | undefined> {
  const row = await findConnection(tx, resourceId)
  if (!row) return undefined
  const credential = await readCredential(tx, vault, row.account_id, row.id)
  return {
    address: row.address,
    login: row.login,
    secret: credential?.toString() ?? null,
    allowPrivate: await isPrivateAllowed(tx, resourceId),
    options: row.options as Record<string, string>,
  }
}

/** Writes down how a test went, if it is still about the same connection. */
export async function noteTest(
  tx: Tx,
  connectionId: string,
  outcome: { version: string } | { trouble: string },
  at: Date,
): Promise<void> {
  const [version, trouble] =
    'version' in outcome ? [outcome.version.slice(0, 200), null] : [null, outcome.trouble.slice(0, 500)]
  await tx
    .updateTable('support_visit.connections')
    .set({ tested_at: at, version, trouble })
    .where('id', '=', connectionId)
    .where('removed_at', 'is', null)
    .execute()
}

export async function isPrivateAllowed(tx: Tx, resourceId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('support_visit.private_resources')
    .select('resource_id')
    .where('resource_id', '=', resourceId)
    .executeTakeFirst()
  return row !== undefined
}

/** The provider opens or closes his own network for one resource. Saying the same again changes nothing. */
export async function allowPrivate(r: Recording, resource: Resource, allowed: boolean): Promise<void> {
  const changed = allowed
    ? await sql`
        insert into support_visit.private_resources (resource_id, account_id, allowed_at, allowed_by)
        values (${resource.resourceId}, ${resource.accountId}, ${r.at}, ${'person' in r.by ? r.by.person : null}::uuid)
        on conflict do nothing`.execute(r.tx)
    : await sql`delete from support_visit.private_resources where resource_id = ${resource.resourceId}`.execute(
        r.tx,
      )
  if (changed.numAffectedRows !== 1n) return
  const about = { resource: resource.resourceId }
  if (allowed) r.fact('private-address.allowed', about, {})
  else r.fact('private-address.closed', about, {})
}

export async function showConnection(tx: Tx, resourceId: string): Promise<Static<typeof Shown> | null> {
  const row = await tx
    .selectFrom('support_visit.connections as c')
    .leftJoin('people.persons as p', 'p.id', 'c.made_by')
    .selectAll('c')
    .select('p.name as maker')
    .where('c.resource_id', '=', resourceId)
    .where('c.removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    system: row.system,
    address: row.address,
    login: row.login,
    options: row.options as Record<string, string>,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by ? { id: row.made_by, name: row.maker ?? '' } : null,
    test: row.tested_at
      ? { at: row.tested_at.toISOString(), version: row.version, trouble: row.trouble }
      : null,
  }
}
