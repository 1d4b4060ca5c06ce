import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { encode } from 'uqr'
import type { Tx } from '#server/plumbing/database.ts'
import { seal, unseal } from '#server/plumbing/seal.ts'

const stepMs = 30_000
/** Codes of the step before and after count too: clocks differ, and typing takes a while (RFC 6238 §5.2). */
const tolerated = 1
/** So far a clock may be wrong that its owner is told so instead of "that was not right". */
const explained = 40

export function newTotpSecret(): Buffer {
  return randomBytes(20)
}

/** The code of one time step (RFC 4226 §5.3: HMAC-SHA-1, dynamic truncation, six digits). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[19]! & 0x0f
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

export function totpStepAt(now: number): number {
  return Math.floor(now / stepMs)
}

const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** RFC 4648 §6, without padding: how authenticator apps take a secret. */
export function base32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => base32Letters[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** What an app wants to know, as text and as a QR code whose rows say 1 where it is dark. */
export function describeTotp(
  secret: Buffer,
  of: { address: string; provider: string },
): { secret: string; uri: string; qr: string[] } {
  const issuer = `Einlass ${of.provider}`
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(of.address)}`
  const uri = `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
  const qr = encode(uri, { ecc: 'M', border: 0 }).data.map(row =>
    row.map(dark => (dark ? '1' : '0')).join(''),
  )
  return { secret: base32(secret), uri, qr }
}

/**
 * Which time step a code belongs to, if it is right at this time.
 * @returns 'clock' with the minutes by which the app's clock is wrong, when the code would be right then
 */
export function readTotpCode(
  secret: Buffer,
  code: string,
  now: number,
): { step: number } | { clockIsOffMinutes: number } | undefined {
  const given = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(given)) return undefined
  const here = totpStepAt(now)
  const isAt = (step: number) => timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(given))
  for (let off = -tolerated; off <= tolerated; off++) if (isAt(here + off)) return { step: here + off }
  for (let off = tolerated + 1; off <= explained; off++)
    for (const step of [here + off, here - off])
      if (isAt(step)) return { clockIsOffMinutes: Math.round(((step - here) * stepMs) / 60_000) }
  return undefined
}

/** Puts a secret down that counts for nothing yet. @returns false: a confirmed one is there and stays */
export async function keepTotpSecret(
  tx: Tx,
  key: Buffer,
  personId: string,
  secret: Buffer,
  at: Date,
): Promise<boolean> {
  const kept = await tx
    .insertInto('people.totps')
    .values({ person_id: personId, sealed_secret: seal(key, secret, personId), made_at: at })
    .onConflict(conflict =>
      conflict
        .column('person_id')
        .doUpdateSet({ sealed_secret: seal(key, secret, personId), made_at: at, last_step: 0 })
        .where('people.totps.confirmed_at', 'is', null),
    )
    .returning('person_id')
    .executeTakeFirst()
  return kept !== undefined
}

export type TotpAnswer = 'right' | 'wrong' | { clockIsOffMinutes: number }

/**
 * Takes a code, once: the same code again, or an older one, is wrong (RFC 6238 §5.2), however many are sent at once.
 * @param confirming the first code of a new secret, which confirms it
 */
export async function takeTotpCode(
  tx: Tx,
  key: Buffer,
  personId: string,
  code: string,
  at: Date,
  confirming = false,
): Promise<TotpAnswer> {
  const row = await tx
    .selectFrom('people.totps')
    .select(['sealed_secret', 'confirmed_at'])
    .where('person_id', '=', personId)
    .where('confirmed_at', confirming ? 'is' : 'is not', null)
    .executeTakeFirst()
  if (!row) return 'wrong'
  const found = readTotpCode(unseal(key, row.sealed_secret, personId), code, at.getTime())
  if (!found) return 'wrong'
  if ('clockIsOffMinutes' in found) return found
  const taken = await tx
    .updateTable('people.totps')
    .set(confirming ? { last_step: found.step, confirmed_at: at } : { last_step: found.step })
    .where('person_id', '=', personId)
    .where('last_step', '<', found.step)
    .where('confirmed_at', confirming ? 'is' : 'is not', null)
    .returning('person_id')
    .executeTakeFirst()
  return taken ? 'right' : 'wrong'
}

export async function removeTotp(tx: Tx, personId: string): Promise<boolean> {
  const removed = await tx
    .deleteFrom('people.totps')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .returning('person_id')
    .executeTakeFirst()
  return removed !== undefined
}
