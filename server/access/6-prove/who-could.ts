import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { whomToAsk as askOperation, explain, whoCould as operation } from '#contract/proof.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { membersDoor } from '../account.ts'
import { allPermissions, enteringPermissions, entryOf, type Permission } from '../permission.ts'
import { Refusal } from '../refusal.ts'
import { type GrantThen, grantsThatSaidYes, grantsTo, type QuestionAt } from './grants-at.ts'

export type ExplanationView = Static<typeof explain.answer>
export type WhoCouldView = Static<typeof operation.answer>
export type WhomToAskView = Static<typeof askOperation.answer>

/** So many grants that said no are told, those that were over last first. */
const mostRefusalsTold = 50

/** Of a closed account the owner can still see, end and prove everything. */
const leftWhenClosed: readonly Permission[] = ['access.view', 'access.end', 'audit.export']

/**
 * What a person might have done here at an instant, and because of what: the grants from the database, as they were then.
 * @throws Refusal 'not-found' for a person or a resource that is none of this account's business
 */
export async function explainThen(
  tx: Tx,
  personId: string,
  question: QuestionAt,
): Promise<{ person: { id: string; name: string }; owner: OwnerThen; grants: GrantThen[] }> {
  await refuseUnknownResource(tx, question)
  const grants = await grantsTo(tx, personId, question)
  const owner = await readOwnerThen(tx, question)
  const person = await readPerson(tx, personId, question.accountId)
  return { person, owner, grants }
}

/** @param saysYes whether each of them answered with yes, and else why not; by default as the database has it */
export function tellExplanation(
  { person, owner, grants }: Awaited<ReturnType<typeof explainThen>>,
  at: Date,
  saysYes: (grant: GrantThen) => string | null = grant => grant.reason,
): ExplanationView {
  const judged = grants.map(grant => ({ ...grant, reason: saysYes(grant) }))
  const because = judged.filter(grant => grant.reason === null).map(grant => grant.ground)
  const whyNot = judged.flatMap(({ ground, reason }) => (reason === null ? [] : [{ ...ground, reason }]))
  const asOwner = owner.personId === person.id
  return {
    allowed: because.length > 0 || (asOwner && owner.may),
    at: at.toISOString(),
    person,
    asOwner,
    because,
    whyNot: whyNot.slice(0, mostRefusalsTold),
  }
}

/**
 * Everybody who could do this here at an instant, by name, and whether he was inside then. The owner is among them where
 * he needs no grant: through an entrance he too comes by a grant alone.
 * @throws Refusal 'not-found' for a resource that is none of this account's
 */
export async function whoCould(tx: Tx, question: QuestionAt): Promise<WhoCouldView> {
  await refuseUnknownResource(tx, question)
  const grants = await grantsThatSaidYes(tx, question)
  const owner = await readOwnerThen(tx, question)
  const inside = await readInside(tx, question)
  const people = new Map<string, WhoCouldView['people'][number]>()
  const add = (person: { id: string; name: string }) => {
    const one = people.get(person.id) ?? {
      person,
      asOwner: person.id === owner.personId,
      inside: inside.has(person.id),
      because: [],
    }
    people.set(person.id, one)
    return one
  }
  if (owner.personId && owner.may) add({ id: owner.personId, name: owner.name })
  for (const grant of grants) add({ id: grant.personId, name: grant.personName }).because.push(grant.ground)
  return {
    at: question.at.toISOString(),
    people: [...people.values()].sort((a, b) => a.person.name.localeCompare(b.person.name)),
  }
}

export type OwnerThen = {
  personId: string | null
  name: string
  /** Needs he no grant for this? */
  may: boolean
}

/** The owner at an instant is what the ledger says: who made the account, or got it last. */
async function readOwnerThen(tx: Tx, { accountId, permission, at }: QuestionAt): Promise<OwnerThen> {
  const found = await sql<{ person_id: string; name: string; is_gone: boolean; is_closed: boolean }>`
    select p.id as person_id, p.name, coalesce(p.deactivated_at <= ${at}, false) as is_gone, coalesce(a.closed_at <= ${at}, false) as is_closed
    from access.accounts a
    left join lateral (
      select f.person_id from access.facts f
      where f.account_id = a.id and f.kind = any ('{account.made,owner.changed}') and f.at <= ${at}
      order by f.seq desc limit 1) last on true
    join people.persons p on p.id = last.person_id
    where a.id = ${accountId}`.execute(tx)
  const row = found.rows[0]
  if (!row) return { personId: null, name: '', may: false }
  const needsNoGrant = !(enteringPermissions as readonly Permission[]).includes(permission)
  return {
    personId: row.person_id,
    name: row.name,
    may: !row.is_gone && needsNoGrant && (!row.is_closed || leftWhenClosed.includes(permission)),
  }
}

/** The name of somebody who has to do with this account: of a stranger not even that is told. */
async function readPerson(
  tx: Tx,
  personId: string,
  accountId: string,
): Promise<{ id: string; name: string }> {
  const found = await sql<{ id: string; name: string }>`
    select p.id, p.name from people.persons p
    where p.id = ${personId} and (
      exists (select from access.accounts a where a.id = ${accountId} and a.owner_id = p.id)
      or exists (select from access.facts f where f.account_id = ${accountId} and f.kind = any ('{account.made,owner.changed}') and f.person_id = p.id)
      or exists (select from access.grants g where g.account_id = ${accountId} and g.subject_kind = 'person' and g.subject_id = p.id)
      or exists (select from access.team_members m where m.person_id = p.id))`.execute(tx)
  const person = found.rows[0]
  if (!person) throw new Refusal('not-found')
  return person
}

async function refuseUnknownResource(tx: Tx, { accountId, resourceId }: QuestionAt): Promise<void> {
  if (resourceId === null) return
  const known = await tx
    .selectFrom('access.resources')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', resourceId)
    .executeTakeFirst()
  if (!known) throw new Refusal('not-found')
}

/** Who was inside the resource at an instant, or anywhere in the account. */
async function readInside(tx: Tx, { accountId, resourceId, at }: QuestionAt): Promise<ReadonlySet<string>> {
  const found = await sql<{ person_id: string }>`
    select person_id from (
      select person_id, resource_id, opened_at from access.entries
      where account_id = ${accountId} and closed_at is null and expires_at > ${at}
      union all
      select person_id, resource_id, opened_at from access.entries
      where account_id = ${accountId} and closed_at > ${at}) e
    where e.opened_at <= ${at} and (${resourceId}::uuid is null or e.resource_id = ${resourceId})`.execute(tx)
  return new Set(found.rows.map(row => row.person_id))
}

/** About whom and what something can be asked in this account: everybody who has or had access, and what there is. */
export async function listWhomToAsk(tx: Tx, accountId: string, now: number): Promise<WhomToAskView> {
  const at = new Date(now)
  const people = await sql<{ id: string; name: string; member: boolean; owner: boolean }>`
    with recursive ids (id) as (
      -- From one subject to the next, by the index: a few steps where an account has a hundred thousand grants.
      (select subject_id from access.grants where account_id = ${accountId} order by subject_id limit 1)
      union all
      select (select g.subject_id from access.grants g where g.account_id = ${accountId} and g.subject_id > ids.id order by g.subject_id limit 1)
      from ids where ids.id is not null
    ), members as materialized (
      select g.subject_id as id from access.grants g
      where g.account_id = ${accountId} and g.door = ${membersDoor} and g.subject_kind = 'person'
        and g.ending_at is null and g.begins_at <= ${at} and (g.ends_at is null or g.ends_at > ${at})
    ), subjects as materialized (
      select ids.id, (select g.subject_kind from access.grants g where g.account_id = ${accountId} and g.subject_id = ids.id limit 1) as kind,
        ids.id in (select members.id from members) as member
      from ids where ids.id is not null
    ), known as (
      select id, member from subjects where kind = 'person'
      union all select m.person_id, false from subjects s join access.team_members m on m.team_id = s.id where s.kind = 'team'
      union all select f.person_id, false from access.facts f
        where f.account_id = ${accountId} and f.kind = any ('{account.made,owner.changed}')
      union all select a.owner_id, false from access.accounts a where a.id = ${accountId})
    select p.id, p.name, bool_or(k.member) as member, p.id = a.owner_id as owner
    from known k join people.persons p on p.id = k.id join access.accounts a on a.id = ${accountId}
    group by p.id, p.name, a.owner_id order by p.name, p.id`.execute(tx)
  const shops = await tx
    .selectFrom('access.resources')
    .select(['id', 'name', 'origin'])
    .where('account_id', '=', accountId)
    .orderBy(eb => eb('removed_at', 'is not', null))
    .orderBy('name')
    .execute()
  return {
    people: people.rows,
    shops,
    permissions: allPermissions().map(name => ({ name, risk: entryOf(name)!.risk })),
  }
}
