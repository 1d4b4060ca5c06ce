import { sql } from 'kysely'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { readAccount } from '#server/access/account.ts'
import { isPermission, type Permission } from '#server/access/permission.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { endOf, type Until } from '#server/access/until.ts'
import { newId } from '#server/plumbing/ids.ts'
import { isAudience, isOutsider } from './catalogue.ts'
import { isSuspended } from './is-suspended.ts'

export const door = 'sub-account'

const dayMs = 86_400_000
/** Of whoever is an outsider. */
const longestMs = 366 * dayMs

export type Rights = {
  /** null: the whole account */
  scopeId: string | null
  audience: string
  permissions: readonly string[]
  /** null: without end */
  until: Until | null
  reason: string | null
}

/**
 * Gives somebody rights on a scope on which he has none by this door yet.
 * @returns the id of the assignment
 * @throws Refusal 'invalid-input' for an audience that is none; 'not-found' for somebody who has nothing to do with the
 * account, 'owner-has-all-rights', 'not-to-yourself', 'has-rights-here'; as endOf and openGrant
 */
export async function giveRights(
  r: Recording,
  accountId: string,
  personId: string,
  rights: Rights,
  giver: Standing,
): Promise<string> {
  refuseUnknownAudience(rights.audience)
  // What time brought is written first: rights that are over are no rights here.
  await noteExpired(r, accountId)
  const account = await readAccount(r.tx, accountId)
  if (personId === account.ownerId) throw new Refusal('owner-has-all-rights')
  if (personId === giverOf(r)) throw new Refusal('not-to-yourself')
  await refuseStranger(r, accountId, personId)
  await refuseSecond(r, accountId, personId, rights.scopeId)
  const endsAt = rights.until === null ? null : endOf(rights.until, account, r.now)
  const grantId = await openRights(r, accountId, personId, { ...rights, endsAt }, giver)
  return keepAssignment(r, accountId, personId, { ...rights, grantId }, giverOf(r))
}

/**
 * @param given knows: whose rights they are needs no letter about them, because he took them up himself
 * @returns its id
 */
export async function keepAssignment(
  r: Recording,
  accountId: string,
  personId: string,
  given: { scopeId: string | null; audience: string; grantId: string; knows?: boolean },
  givenBy: string,
): Promise<string> {
  const id = newId(r.now)
  await r.tx
    .insertInto('sub_account.assignments')
    .values({
      id,
      account_id: accountId,
      person_id: personId,
      resource_id: given.scopeId,
      audience: given.audience,
      grant_id: given.grantId,
      told_grant: given.knows ? given.grantId : null,
      made_at: r.at,
      changed_at: r.at,
      changed_by: givenBy,
    })
    .execute()
  return id
}

/**
 * Opens the grant of an assignment.
 * @param givenBy as in openGrant
 * @throws Refusal 'person-is-suspended'; 'invalid-input' for what is in no catalogue; as openGrant
 */
export async function openRights(
  r: Recording,
  accountId: string,
  personId: string,
  rights: Omit<Rights, 'until'> & { endsAt: number | null /** Left out: now */; beginsAt?: number },
  giver: Standing,
  givenBy?: string,
): Promise<string> {
  // Whatever opens rights comes through here, so who is suspended gets none on any way but by being resumed.
  if (await isSuspended(r, accountId, personId)) throw new Refusal('person-is-suspended')
  return openGrant(
    r,
    {
      accountId,
      resourceId: rights.scopeId,
      door,
      subject: { kind: 'person', id: personId },
      permissions: readPermissions(rights.permissions),
      beginsAt: rights.beginsAt ?? r.now,
      endsAt: rights.endsAt,
      reason: rights.reason,
      caseNumber: null,
      message: null,
      giver,
      ...(givenBy ? { givenBy } : {}),
    },
    rulesFor(rights.audience, rights.reason),
  )
}

/** Outsiders always have an end; an employee may do without, if somebody says why. */
export function rulesFor(audience: string, reason: string | null) {
  const isInsider = !isOutsider(audience)
  return { longestMs: isInsider ? null : longestMs, endless: isInsider && reason !== null }
}

/** @throws Refusal 'invalid-input' */
export function refuseUnknownAudience(audience: string): void {
  if (!isAudience(audience)) throw new Refusal('invalid-input', { field: 'audience', value: audience })
}

/** @throws Refusal 'invalid-input' for what is in no catalogue */
export function readPermissions(names: readonly string[]): Permission[] {
  const unknown = names.find(name => !isPermission(name))
  if (unknown !== undefined) throw new Refusal('invalid-input', { field: 'permissions', value: unknown })
  return names as Permission[]
}

export function giverOf(r: Recording): string {
  if (!('person' in r.by)) throw new Error('rights are given by a person')
  return r.by.person
}

/** Who has, or had, something to do with the account: whoever was let in. Of all others it is not told that they exist. */
async function refuseStranger(r: Recording, accountId: string, personId: string): Promise<void> {
  const known = await sql`
    select from access.grants g where g.account_id = ${accountId} and g.subject_kind = 'person' and g.subject_id = ${personId} limit 1`.execute(
    r.tx,
  )
  if (known.rows.length === 0) throw new Refusal('not-found')
}

/** One person has rights on one scope once. @throws Refusal 'has-rights-here' */
export async function refuseSecond(
  r: Recording,
  accountId: string,
  personId: string,
  scopeId: string | null,
): Promise<void> {
  const there = await sql<{ id: string }>`
    select a.id from sub_account.assignments a
    join access.grants g on g.account_id = a.account_id and g.id = a.grant_id and g.ending_at is null
    where a.account_id = ${accountId} and a.person_id = ${personId} and a.resource_id is not distinct from ${scopeId}::uuid`.execute(
    r.tx,
  )
  if (there.rows[0]) throw new Refusal('has-rights-here', { assignment: there.rows[0].id })
}
