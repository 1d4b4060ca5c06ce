import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret } from '#server/plumbing/ids.ts'

const howMany = 10
// Without letters and digits that are taken for one another.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 24 letters of 31: 118 random bits, in groups so that they can be typed from paper. */
function newRecoveryCode(): string {
  let text = ''
  while (text.length < 24) {
    // Bytes beyond the last whole multiple are thrown away, so that every letter is as likely as the others.
    for (const byte of randomBytes(24)) if (byte < 248 && text.length < 24) text += letters[byte % 31]
  }
  return text.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** New codes in place of all older ones. @returns the codes, which are kept nowhere */
export async function makeRecoveryCodes(tx: Tx, personId: string, at: Date): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newRecoveryCode)
  await tx.deleteFrom('people.recovery_codes').where('person_id', '=', personId).execute()
  await tx
    .insertInto('people.recovery_codes')
    .values(codes.map(code => ({ person_id: personId, code_hash: hashOf(code), made_at: at })))
    .execute()
  return codes
}

/** Uses a code up, in one statement. @returns was it one of his, and not used yet? */
export async function consumeRecoveryCode(
  tx: Tx,
  personId: string,
  code: string,
  at: Date,
): Promise<boolean> {
  const used = await tx
    .updateTable('people.recovery_codes')
    .set({ used_at: at })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashOf(code))
    .where('used_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return used !== undefined
}

/** As somebody types it from paper: capitals, spaces and hyphens do not matter. */
function hashOf(code: string): Buffer {
  return hashSecret(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
}
