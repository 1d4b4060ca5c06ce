import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'

/** Where passkeys are good for: the desk's own origin, and its host as the relying party id (WebAuthn Level 3 §5.1.2). */
export type RelyingParty = { origin: string; name: string }

const idOf = (party: RelyingParty) => new URL(party.origin).hostname
// Loaded when the first passkey is made or used: it is large, and a desk starts without it in less time and memory.
const webauthn = () => import('@simplewebauthn/server')

export type StoredPasskey = {
  id: string
  personId: string
  credentialId: string
  publicKey: Buffer
  signCount: number
  transports: string[]
}

/** Options for making a passkey: discoverable, and with user verification, so that it counts as two factors. */
export async function offerNewPasskey(
  tx: Tx,
  party: RelyingParty,
  person: { id: string; name: string; address: string },
): Promise<{ options: Record<string, unknown>; challenge: string }> {
  const known = await passkeysOf(tx, person.id)
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: party.name,
    rpID: idOf(party),
    userName: person.address,
    userDisplayName: person.name,
    userID: Uint8Array.from(Buffer.from(person.id.replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    excludeCredentials: known.map(key => ({ id: key.credentialId, transports: key.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // EdDSA, ES256, RS256 (RFC 9053, RFC 8812): what authenticators have.
    supportedAlgorithmIDs: [-8, -7, -257],
  })
  return { options: options as never, challenge: options.challenge }
}

/**
 * Keeps a passkey that a browser has just made.
 * @returns undefined when it was made for another origin, another challenge, without user verification, or is known
 */
export async function keepPasskey(
  tx: Tx,
  party: RelyingParty,
  personId: string,
  answered: { passkey: unknown; challenge: string; name: string },
  at: Date,
): Promise<string | undefined> {
  const verified = await (await webauthn())
    .verifyRegistrationResponse({
      response: answered.passkey as never,
      expectedChallenge: answered.challenge,
      expectedOrigin: party.origin,
      expectedRPID: idOf(party),
      requireUserVerification: true,
    })
    .catch(() => undefined)
  if (!verified?.verified) return undefined
  const { credential, credentialDeviceType } = verified.registrationInfo
  const kept = await tx
    .insertInto('people.passkeys')
    .values({
      id: newId(at.getTime()),
      person_id: personId,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      sign_count: credential.counter,
      transports: (credential.transports ?? []).slice(0, 10),
      device_type: credentialDeviceType,
      name: answered.name.trim(),
      made_at: at,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept?.id
}

/** @param allowed the passkeys that may answer; undefined: any that the authenticator knows for this desk */
export async function askForPasskey(
  party: RelyingParty,
  allowed?: readonly StoredPasskey[],
): Promise<{ options: Record<string, unknown>; challenge: string }> {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: idOf(party),
    userVerification: 'required',
    ...(allowed
      ? {
          allowCredentials: allowed.map(key => ({
            id: key.credentialId,
            transports: key.transports as never,
          })),
        }
      : {}),
  })
  return { options: options as never, challenge: options.challenge }
}

/**
 * Whose passkey answered this challenge? Its counter moves on in the same statement: of two answers with the same
 * counter one is a copy (WebAuthn Level 3 §7.2 step 22).
 * @param personId when it must be a certain person's
 */
export async function checkPasskey(
  tx: Tx,
  party: RelyingParty,
  answered: { passkey: unknown; challenge: string },
  at: Date,
  personId?: string,
): Promise<string | undefined> {
  const id = (answered.passkey as { id?: unknown } | null)?.id
  if (typeof id !== 'string' || id.length > 2_000) return undefined
  const key = await findPasskey(tx, id)
  if (!key || (personId !== undefined && key.personId !== personId)) return undefined
  const verified = await (await webauthn())
    .verifyAuthenticationResponse({
      response: answered.passkey as never,
      expectedChallenge: answered.challenge,
      expectedOrigin: party.origin,
      expectedRPID: idOf(party),
      requireUserVerification: true,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.signCount,
        transports: key.transports as never,
      },
    })
    .catch(() => undefined)
  if (!verified?.verified) return undefined
  const used = await tx
    .updateTable('people.passkeys')
    .set({ sign_count: verified.authenticationInfo.newCounter, last_used_at: at })
    .where('id', '=', key.id)
    .where('sign_count', '=', key.signCount)
    .where('removed_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return used?.person_id
}

async function findPasskey(tx: Tx, credentialId: string): Promise<StoredPasskey | undefined> {
  const row = await tx
    .selectFrom('people.passkeys as k')
    .innerJoin('people.persons as p', 'p.id', 'k.person_id')
    .selectAll('k')
    .where('k.credential_id', '=', credentialId)
    .where('k.removed_at', 'is', null)
    .where('p.deactivated_at', 'is', null)
    .executeTakeFirst()
  return row && toStored(row)
}

export async function passkeysOf(
  tx: Tx,
  personId: string,
): Promise<(StoredPasskey & { name: string; synced: boolean; madeAt: Date; lastUsedAt: Date | null })[]> {
  const rows = await tx
    .selectFrom('people.passkeys')
    .selectAll()
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .orderBy('made_at')
    .execute()
  return rows.map(row => ({
    ...toStored(row),
    name: row.name,
    synced: row.device_type === 'multiDevice',
    madeAt: row.made_at,
    lastUsedAt: row.last_used_at,
  }))
}

export async function renamePasskey(
  tx: Tx,
  personId: string,
  passkeyId: string,
  name: string,
): Promise<boolean> {
  const renamed = await tx
    .updateTable('people.passkeys')
    .set({ name: name.trim() })
    .where('id', '=', passkeyId)
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return renamed !== undefined
}

/** @returns its name; undefined: the person has no such passkey */
export async function removePasskey(
  tx: Tx,
  personId: string,
  passkeyId: string,
  at: Date,
): Promise<string | undefined> {
  const removed = await tx
    .updateTable('people.passkeys')
    .set({ removed_at: at })
    .where('id', '=', passkeyId)
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return removed?.name
}

function toStored(row: {
  id: string
  person_id: string
  credential_id: string
  public_key: Buffer
  sign_count: number
  transports: string[]
}): StoredPasskey {
  return {
    id: row.id,
    personId: row.person_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    signCount: row.sign_count,
    transports: row.transports,
  }
}
