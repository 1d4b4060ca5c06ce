import { sql } from 'kysely'
import { membersDoor } from '#server/access/account.ts'
import type { Tx } from '#server/plumbing/database.ts'

export type SecondFactor = {
  password: boolean
  totp: boolean
  passkeys: number
  recoveryCodes: number
  /** Why there must be one; null: it is left to the person. */
  neededAs: 'agent' | 'owner' | null
}

/**
 * By what a person can prove who he is, and whether more than a password is demanded: always of the provider's people,
 * of owners and members when the provider's policy says so.
 */
export async function readSecondFactor(tx: Tx, personId: string): Promise<SecondFactor> {
  const found = await sql<{
    password: boolean
    totp: boolean
    passkeys: number
    recovery_codes: number
    agent: boolean
    owner: boolean
  }>`
    select p.password_hash is not null as password,
      ${hasTotp('p')} as totp,
      (select count(*) from people.passkeys k where k.person_id = p.id and k.removed_at is null) as passkeys,
      (select count(*) from people.recovery_codes c where c.person_id = p.id and c.used_at is null) as recovery_codes,
      exists (select from access.team_members m where m.person_id = p.id and m.left_at is null) as agent,
      exists (select from people.policies where owners_second_factor_since is not null) and ${isOwnerOrMember('p')} as owner
    from people.persons p where p.id = ${personId}`.execute(tx)
  const row = found.rows[0]
  return {
    password: row?.password ?? false,
    totp: row?.totp ?? false,
    passkeys: row?.passkeys ?? 0,
    recoveryCodes: row?.recovery_codes ?? 0,
    neededAs: row?.agent ? 'agent' : row?.owner ? 'owner' : null,
  }
}

export function isPresent(factor: SecondFactor): boolean {
  return factor.totp || factor.passkeys > 0
}

/** Of people.persons under this alias, as the following: is an authenticator app connected? */
export function hasTotp(person: string) {
  return sql<boolean>`exists (select from people.totps o
    where o.person_id = ${sql.ref(`${person}.id`)} and o.confirmed_at is not null)`
}

export function hasPasskey(person: string) {
  return sql<boolean>`exists (select from people.passkeys k
    where k.person_id = ${sql.ref(`${person}.id`)} and k.removed_at is null)`
}

/** Is he one of those of whom the provider's policy can demand a second factor? */
export function isOwnerOrMember(person: string) {
  const id = sql.ref(`${person}.id`)
  return sql<boolean>`(
    exists (select from access.accounts a where a.owner_id = ${id} and a.closed_at is null)
    or exists (select from access.grants g
      where g.subject_kind = 'person' and g.subject_id = ${id} and g.ending_at is null and g.door = ${membersDoor}))`
}
