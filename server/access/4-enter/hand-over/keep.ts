import { sql } from 'kysely'
import type { HandOverKind } from '#contract/hand-overs.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import type { Recording } from '../../record.ts'
import { Refusal } from '../../refusal.ts'
import { isOfTheVisitor, keeperOfHandOver, nameOfValues, type Values } from './what.ts'

export type ToKeep = {
  kind: HandOverKind
  label: string | null
  values: Values
  /** How often it can be seen; null: as often as is wished while the grant is open. */
  most: number | null
}

type Where = { accountId: string; grantId: string }

/**
 * Puts something down for the visitor of a grant that is not over, or for its owner: sealed, until the grant ends.
 * @param of undefined: by the owner's side; else by the visitor, whose grant must be open
 * @returns its id
 * @throws Refusal 'not-found', 'ending-already', 'hand-over-needs-a-name' when nobody is named by the grant
 */
export async function keepHandOver(
  r: Recording,
  vault: Vault,
  where: Where,
  thing: ToKeep,
  of?: { visitor: string },
): Promise<string> {
  const grant = await holdGrant(r, where)
  if (of && !(await isVisitor(r, where, of.visitor))) throw new Refusal('not-found')
  const id = newId(r.now)
  await r.tx
    .insertInto('access.hand_overs')
    .values({
      id,
      account_id: where.accountId,
      grant_id: where.grantId,
      kind: thing.kind,
      label: thing.label,
      made_at: r.at,
      made_by: whoDoes(r),
      reveals_left: thing.most,
    })
    .execute()
  await seal(r, vault, where.accountId, id, thing.values)
  r.fact(
    'secret.kept',
    { grant: where.grantId, resource: grant.resourceId ?? undefined, person: grant.personId },
    { handOver: id, what: thing.kind, label: thing.label ?? undefined, most: thing.most ?? undefined },
    where.accountId,
  )
  return id
}

/**
 * Puts another value in the place of one that nobody can read back, also after it was used up. What was seen before stays
 * known: who had seen it, and that it has to be changed, is not forgotten.
 * @throws Refusal 'not-found', 'ending-already', 'hand-over-is-over' when it was withdrawn
 */
export async function replaceHandOver(
  r: Recording,
  vault: Vault,
  where: Where & { handOverId: string },
  thing: Pick<ToKeep, 'kind' | 'values' | 'most'>,
): Promise<void> {
  await kindOfHandOver(r.tx, where)
  const grant = await holdGrant(r, where)
  const replaced = await r.tx
    .updateTable('access.hand_overs')
    .set({
      replaced_at: r.at,
      replaced_by: whoDoes(r),
      reveals_left: thing.most,
      over_at: null,
      over_because: null,
      rotated_at: null,
      rotated_by: null,
    })
    .where('account_id', '=', where.accountId)
    .where('grant_id', '=', where.grantId)
    .where('id', '=', where.handOverId)
    .where('kind', '=', thing.kind)
    .where(eb => eb.or([eb('over_because', 'is', null), eb('over_because', '=', 'used-up')]))
    .returning(['kind', 'label'])
    .executeTakeFirst()
  if (!replaced) throw new Refusal('hand-over-is-over')
  await seal(r, vault, where.accountId, where.handOverId, thing.values)
  r.fact(
    'secret.kept',
    { grant: where.grantId, resource: grant.resourceId ?? undefined, person: grant.personId },
    {
      handOver: where.handOverId,
      what: replaced.kind,
      label: replaced.label ?? undefined,
      most: thing.most ?? undefined,
      replaced: true,
    },
    where.accountId,
  )
}

/**
 * Takes something back, and its value is destroyed. Withdrawn already is no error; the owner's side withdraws what is the
 * owner's, the visitor what is his.
 * @param of undefined: of the owner's side
 * @throws Refusal 'not-found'
 */
export async function withdrawHandOver(
  r: Recording,
  where: Where & { handOverId: string },
  of?: { visitor: string },
): Promise<void> {
  const found = await r.tx
    .selectFrom('access.hand_overs as h')
    .innerJoin('access.grants as g', 'g.id', 'h.grant_id')
    .select(['h.kind', 'h.label', 'h.made_by', 'g.resource_id'])
    .where('h.account_id', '=', where.accountId)
    .where('h.grant_id', '=', where.grantId)
    .where('h.id', '=', where.handOverId)
    .executeTakeFirst()
  const isTheirs = found && isOfTheVisitor(found.kind) === (of !== undefined)
  if (!found || !isTheirs || (of && found.made_by !== of.visitor)) throw new Refusal('not-found')
  const withdrawn = await r.tx
    .updateTable('access.hand_overs')
    .set({ over_at: r.at, over_because: 'withdrawn' })
    .where('account_id', '=', where.accountId)
    .where('id', '=', where.handOverId)
    .where('over_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!withdrawn) return
  await destroySecrets(r.tx, { accountId: where.accountId, keeper: keeperOfHandOver(where.handOverId) }, r.at)
  r.fact(
    'secret.destroyed',
    { grant: where.grantId, resource: found.resource_id ?? undefined },
    {
      handOver: where.handOverId,
      what: found.kind,
      label: found.label ?? undefined,
      because: 'withdrawn',
    },
    where.accountId,
  )
}

/** What the owner's side has put down there. @throws Refusal 'not-found' */
export async function kindOfHandOver(
  tx: Tx,
  where: Where & { handOverId: string },
): Promise<Exclude<HandOverKind, 'public-key' | 'addresses'>> {
  const row = await tx
    .selectFrom('access.hand_overs')
    .select('kind')
    .where('account_id', '=', where.accountId)
    .where('grant_id', '=', where.grantId)
    .where('id', '=', where.handOverId)
    .executeTakeFirst()
  if (!row || isOfTheVisitor(row.kind)) throw new Refusal('not-found')
  return row.kind as Exclude<HandOverKind, 'public-key' | 'addresses'>
}

async function seal(
  r: Recording,
  vault: Vault,
  accountId: string,
  id: string,
  values: Values,
): Promise<void> {
  await keepSecret(
    r.tx,
    vault,
    { accountId, keeper: keeperOfHandOver(id), name: nameOfValues, value: JSON.stringify(values) },
    r.at,
  )
}

/** The account's lock is held: a grant that is not over here is not over when this commits. */
async function holdGrant(
  r: Recording,
  { accountId, grantId }: Where,
): Promise<{ personId: string; resourceId: string | null }> {
  const found = await sql<{
    subject_kind: string
    subject_id: string
    resource_id: string | null
    is_over: boolean
  }>`
    select g.subject_kind, g.subject_id, g.resource_id,
      a.closed_at is not null or g.ending_at is not null or coalesce(g.ends_at <= ${r.at}, false) as is_over
    from access.grants g join access.accounts a on a.id = g.account_id
    where g.account_id = ${accountId} and g.id = ${grantId}`.execute(r.tx)
  const grant = found.rows[0]
  if (!grant) throw new Refusal('not-found')
  if (grant.is_over) throw new Refusal('ending-already')
  if (grant.subject_kind !== 'person') throw new Refusal('hand-over-needs-a-name')
  return { personId: grant.subject_id, resourceId: grant.resource_id }
}

async function isVisitor(r: Recording, { accountId, grantId }: Where, personId: string): Promise<boolean> {
  const open = await sql`
    select from access.open_grants(${r.at}) g where g.account_id = ${accountId} and g.id = ${grantId}
      and g.subject_kind = 'person' and g.subject_id = ${personId}`.execute(r.tx)
  return open.rows.length > 0
}

function whoDoes({ by }: Recording): string {
  if (!('person' in by)) throw new Error('a rule hands nothing over')
  return by.person
}
