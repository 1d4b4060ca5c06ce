import { everyAccount } from '#server/access/account.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { From } from './events.ts'
import { askForPasskey, checkPasskey, passkeysOf } from './passkeys.ts'
import { isPassword } from './password.ts'
import { isPresent, readSecondFactor } from './second-factor.ts'
import { freshForMs, noteProof } from './sessions.ts'
import { checkCode, type SigningIn } from './sign-in.ts'
import { countTry, forgive, networkOf } from './tries.ts'

const challengeLivesMs = 5 * 60_000

/** Notes what a signed-in browser was asked to answer; earlier questions for the same purpose count no longer. */
export async function keepChallenge(
  tx: Tx,
  sessionId: string,
  purpose: 'add-passkey' | 'prove',
  challenge: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('people.challenges')
    .set({ used_at: at })
    .where('session_id', '=', sessionId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
  await tx
    .insertInto('people.challenges')
    .values({
      id: newId(at.getTime()),
      session_id: sessionId,
      purpose,
      challenge,
      made_at: at,
      expires_at: new Date(at.getTime() + challengeLivesMs),
    })
    .execute()
}

/** Takes the question away, in one statement: it is answered once, rightly or not. */
export async function takeChallenge(
  tx: Tx,
  sessionId: string,
  purpose: 'add-passkey' | 'prove',
  at: Date,
): Promise<string | undefined> {
  const taken = await tx
    .updateTable('people.challenges')
    .set({ used_at: at })
    .where('session_id', '=', sessionId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('challenge')
    .executeTakeFirst()
  return taken?.challenge
}

type ProofKind = 'passkey' | 'totp' | 'recovery-code' | 'password'

/** By what this person can prove anew who he is. The password alone counts only when there is nothing stronger. */
export async function beginProof(
  signing: SigningIn,
  personId: string,
  sessionId: string,
  at: Date,
): Promise<{ by: ProofKind[]; options: Record<string, unknown> | null }> {
  const { factor, passkeys } = await signing.database.within(everyAccount, async tx => ({
    factor: await readSecondFactor(tx, personId),
    passkeys: await passkeysOf(tx, personId),
  }))
  const by: ProofKind[] = []
  if (factor.passkeys > 0) by.push('passkey')
  if (factor.totp) by.push('totp')
  if (isPresent(factor) && factor.recoveryCodes > 0) by.push('recovery-code')
  if (!isPresent(factor) && factor.password) by.push('password')
  if (passkeys.length === 0) return { by, options: null }
  const { options, challenge } = await askForPasskey(signing.party, passkeys)
  await signing.database.within('', tx => keepChallenge(tx, sessionId, 'prove', challenge, at))
  return { by, options }
}

/**
 * @returns until when it counts, and the new value of the session's cookie
 * @throws Refusal 'proof-failed', 'too-many-tries', 'not-signed-in' when the session has ended meanwhile
 */
export async function prove(
  signing: SigningIn,
  personId: string,
  sessionId: string,
  given: { passkey: unknown } | { code: string } | { password: string },
  from: From,
  at: Date,
): Promise<{ freshUntil: Date; token: string }> {
  if ('passkey' in given) await proveByPasskey(signing, personId, sessionId, given.passkey, at)
  else if ('code' in given) await checkCode(signing, personId, given.code, from, at)
  else await proveByPassword(signing, personId, given.password, from, at)
  const token = await signing.database.within('', tx => noteProof(tx, sessionId, at))
  if (!token) throw new Refusal('not-signed-in')
  return { freshUntil: new Date(at.getTime() + freshForMs), token }
}

async function proveByPasskey(
  signing: SigningIn,
  personId: string,
  sessionId: string,
  passkey: unknown,
  at: Date,
): Promise<void> {
  const challenge = await signing.database.within('', tx => takeChallenge(tx, sessionId, 'prove', at))
  const whose =
    challenge &&
    (await signing.database.within('', tx =>
      checkPasskey(tx, signing.party, { passkey, challenge }, at, personId),
    ))
  if (!whose) throw new Refusal('proof-failed')
}

async function proveByPassword(
  { database }: SigningIn,
  personId: string,
  password: string,
  from: From,
  at: Date,
): Promise<void> {
  const tries = await countTry(
    database,
    [{ key: `proof of ${personId} from ${networkOf(from.network)}`, most: 10 }],
    at,
  )
  const { factor, hash } = await database.within(everyAccount, async tx => ({
    factor: await readSecondFactor(tx, personId),
    hash: (
      await tx
        .selectFrom('people.persons')
        .select('password_hash')
        .where('id', '=', personId)
        .executeTakeFirst()
    )?.password_hash,
  }))
  if (isPresent(factor) || !(await isPassword(password, hash ?? null))) throw new Refusal('proof-failed')
  await database.within('', tx => forgive(tx, tries))
}
