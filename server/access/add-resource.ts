import { hashSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import { readAccount } from './account.ts'
import type { Recording } from './record.ts'
import { Refusal } from './refusal.ts'
import { type ResourceKind, readResource } from './resource.ts'

/**
 * Adds a resource to an account.
 * @param resource.reference the provider's own word for it, by which his panel asks about it
 * @throws Refusal 'account-is-closed', 'origin-is-taken', 'reference-is-taken'; 'invalid-input' for what is no shop and
 * has an origin
 */
export async function addResource(
  r: Recording,
  accountId: string,
  resource: { kind: ResourceKind; name: string; origin: string | null; reference?: string | null },
): Promise<string> {
  if ((await readAccount(r.tx, accountId)).closedAt) throw new Refusal('account-is-closed')
  const { kind, name, origin, reference = null } = resource
  if (kind !== 'shop' && origin !== null) throw new Refusal('invalid-input', { field: 'origin' })
  const id = newId(r.now)
  const added = await r.tx
    .insertInto('access.resources')
    .values({ id, account_id: accountId, kind, name, origin, reference, made_at: r.at })
    .onConflict(conflict => conflict.column('origin').where('removed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
    .catch(error => {
      if (error.constraint === 'resource_reference_is_used_once') throw new Refusal('reference-is-taken')
      throw error
    })
  if (!added) throw new Refusal('origin-is-taken', { origin })
  const data = { kind, name, origin: origin ?? undefined, reference: reference ?? undefined }
  r.fact('resource.added', { resource: id }, data, accountId)
  return id
}

/**
 * A new key by which an entrance proves that it stands before this resource; older ones stay until withdrawn, so that
 * a proxy can be changed over without a gap.
 * @returns the key, which is kept only as its hash and shown once
 * @throws Refusal 'no-entrance-here' when the resource has no address to stand before
 */
export async function makeEntranceKey(
  r: Recording,
  accountId: string,
  resourceId: string,
): Promise<{ id: string; key: string }> {
  const resource = await readResource(r.tx, resourceId)
  if (!resource.origin) throw new Refusal('no-entrance-here')
  const key = newSecret()
  const id = newId(r.now)
  await r.tx
    .insertInto('access.entrance_keys')
    .values({
      id,
      account_id: accountId,
      resource_id: resourceId,
      entrance: 'gate',
      secret_hash: hashSecret(key),
      made_at: r.at,
      made_by: 'person' in r.by ? r.by.person : null,
    })
    .execute()
  r.fact('entrance-key.made', { resource: resourceId }, { key: id, entrance: 'gate' }, accountId)
  return { id, key }
}

/** From the commit on nobody passes a proxy that shows this key. @returns when; withdrawing again changes nothing */
export async function withdrawEntranceKey(
  r: Recording,
  accountId: string,
  resourceId: string,
  keyId: string,
): Promise<Date> {
  const key = await r.tx
    .selectFrom('access.entrance_keys')
    .select('withdrawn_at')
    .where('id', '=', keyId)
    .where('resource_id', '=', resourceId)
    .executeTakeFirst()
  if (!key) throw new Refusal('not-found')
  if (key.withdrawn_at) return key.withdrawn_at
  await r.tx.updateTable('access.entrance_keys').set({ withdrawn_at: r.at }).where('id', '=', keyId).execute()
  r.fact('entrance-key.withdrawn', { resource: resourceId }, { key: keyId }, accountId)
  return r.at
}
