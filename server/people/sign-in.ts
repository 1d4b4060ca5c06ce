import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Database, Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { type From, noteEvent } from './events.ts'
import { askForPasskey, checkPasskey, passkeysOf, type RelyingParty } from './passkeys.ts'
import { isPassword } from './password.ts'
import { findByAddress, type Person } from './persons.ts'
import { consumeRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts'
import { isPresent, readSecondFactor, type SecondFactor } from './second-factor.ts'
import { beginSession, type Method } from './sessions.ts'
import { keepTotpSecret, takeTotpCode } from './totp.ts'
import { comesFromKnownNetwork, countTry, forgive, networkOf } from './tries.ts'

/** How long somebody may take to sign in, ms. */
const signInLivesMs = 10 * 60_000
/** Codes that may be wrong before it has to begin anew. */
const mostWrongCodes = 5

export type SigningIn = { database: Database; keys: Keys; party: RelyingParty }

/** Signed in, with the cookie's value; or half-way: what is still to be shown. */
export type Progress =
  | { at: 'session'; person: Person; token: string; sessionId: string; expiresAt: Date; to: string }
  | {
      at: 'half'
      token: string
      expiresAt: Date
      /** code: one of his factors; set-up: he must have one and has none. */
      next: 'code' | 'set-up'
      factor: SecondFactor
    }

/**
 * The first step: address and password. Whether the address is unknown, the password wrong or the person deactivated:
 * the same answer after the same work. Guessing is slowed down per address from one network, per network, and per
 * address over all networks but those from which its person has signed in before: a stranger locks himself out, not
 * the owner of the address.
 * @throws Refusal 'sign-in-failed', 'too-many-tries'
 */
export async function signInByPassword(
  signing: SigningIn,
  given: { address: string; password: string; to: string },
  from: From,
  at: Date,
): Promise<Progress> {
  const { database } = signing
  const network = networkOf(from.network)
  const address = given.address.trim().toLowerCase().slice(0, 254)
  const known = await database.within('', tx => findByAddress(tx, given.address))
  const isAtHome =
    known !== undefined && (await database.within('', tx => comesFromKnownNetwork(tx, known.id, network, at)))
  const tries = await countTry(
    database,
    [
      { key: `address ${address} from ${network}`, most: 10 },
      { key: `network ${network}`, most: 50 },
      ...(isAtHome ? [] : [{ key: `address ${address}`, most: 100 }]),
    ],
    at,
  )
  const isRight = await isPassword(given.password, known?.isActive ? known.passwordHash : null)
  if (!isRight || !known) throw new Refusal('sign-in-failed')
  return database.within(everyAccount, async tx => {
    await forgive(tx, tries)
    return proceed(tx, known.id, ['password'], given.to, from, at)
  })
}

/**
 * Somebody has proven something; what is next? A session only when nothing is missing: a passkey is enough by itself
 * (it verifies its user), everything else needs a second factor where there is one or must be one.
 * @param sufficient the provider's own OpenID provider has seen a second factor already
 */
export async function proceed(
  tx: Tx,
  personId: string,
  methods: readonly Method[],
  to: string,
  from: From,
  at: Date,
  sufficient = methods.includes('passkey'),
): Promise<Progress> {
  const factor = await readSecondFactor(tx, personId)
  const isComplete =
    sufficient ||
    methods.includes('totp') ||
    methods.includes('recovery-code') ||
    (!isPresent(factor) && factor.neededAs === null)
  if (isComplete) return finish(tx, personId, methods, to, from, at)
  const begun = await begin(tx, { personId, methods, to }, at)
  return { at: 'half', ...begun, next: isPresent(factor) ? 'code' : 'set-up', factor }
}

async function finish(
  tx: Tx,
  personId: string,
  methods: readonly Method[],
  to: string,
  from: From,
  at: Date,
): Promise<Progress> {
  // His row is held: whoever is being deactivated at this moment gets no session that nobody would end.
  const person = await tx
    .selectFrom('people.persons')
    .select(['id', 'name', 'address', 'language'])
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!person) throw new Refusal('sign-in-failed')
  const session = await beginSession(tx, personId, methods, from, at)
  await noteEvent(tx, personId, 'signed-in', from, at, { methods: methods.join(' ') })
  return { at: 'session', person: person as Person, ...session, to }
}

async function begin(
  tx: Tx,
  what: { personId: string | null; methods: readonly Method[]; to: string; expects?: unknown },
  at: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecret()
  const expiresAt = new Date(at.getTime() + signInLivesMs)
  await tx
    .insertInto('people.sign_ins')
    .values({
      id: newId(at.getTime()),
      token_hash: hashSecret(token),
      begun_at: at,
      expires_at: expiresAt,
      person_id: what.personId,
      methods: [...what.methods],
      expects: what.expects === undefined ? null : JSON.stringify(what.expects),
      to_path: what.to,
    })
    .execute()
  return { token, expiresAt }
}

/** Begins a sign-in of somebody who has not said who he is, for an answer that must be made for `expects`. */
export async function beginUnknown(
  signing: SigningIn,
  what: { to: string; expects: unknown },
  from: From,
  at: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const tries = { key: `beginning from ${networkOf(from.network)}`, most: 300 }
  await countTry(signing.database, [tries], at)
  return signing.database.within('', tx => begin(tx, { personId: null, methods: [], ...what }, at))
}

export type HalfSignIn = {
  id: string
  personId: string | null
  methods: Method[]
  expects: unknown
  failures: number
  to: string
}

/** The unfinished sign-in of a cookie, if it still counts. */
export async function findSignIn(tx: Tx, token: unknown, at: Date): Promise<HalfSignIn | undefined> {
  if (!isSecret(token)) return undefined
  const row = await tx
    .selectFrom('people.sign_ins')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .where('finished_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      personId: row.person_id,
      methods: row.methods as Method[],
      expects: row.expects,
      failures: row.failures,
      to: row.to_path,
    }
  )
}

/** Ends an unfinished sign-in, in one statement: of many answers at once one goes on. @throws Refusal 'sign-in-failed' */
export async function takeSignIn(tx: Tx, id: string, at: Date): Promise<void> {
  const taken = await tx
    .updateTable('people.sign_ins')
    .set({ finished_at: at })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('id')
    .executeTakeFirst()
  if (!taken) throw new Refusal('sign-in-failed')
}

/** Whoever has given his password, and has a factor; what it is called where it is asked for. */
export async function readHalf(
  signing: SigningIn,
  token: unknown,
  at: Date,
): Promise<{ signIn: HalfSignIn & { personId: string }; factor: SecondFactor; person: Person } | undefined> {
  return signing.database.within(everyAccount, async tx => {
    const signIn = await findSignIn(tx, token, at)
    if (!signIn?.personId) return undefined
    const person = await tx
      .selectFrom('people.persons')
      .select(['id', 'name', 'address', 'language'])
      .where('id', '=', signIn.personId)
      .where('deactivated_at', 'is', null)
      .executeTakeFirst()
    if (!person) return undefined
    const factor = await readSecondFactor(tx, signIn.personId)
    return { signIn: { ...signIn, personId: signIn.personId }, factor, person: person as Person }
  })
}

/**
 * The second step: the code of an app, or a recovery code.
 * @throws Refusal 'proof-failed' (with `clockIsOffMinutes` when the app's clock is wrong), 'sign-in-failed' when it has
 * to begin anew, 'too-many-tries'
 */
export async function signInByCode(
  signing: SigningIn,
  token: unknown,
  code: string,
  from: From,
  at: Date,
): Promise<Progress> {
  const half = await readHalf(signing, token, at)
  if (!half || half.signIn.failures >= mostWrongCodes) throw new Refusal('sign-in-failed')
  const { signIn } = half
  const method = await checkCode(signing, signIn.personId, code, from, at).catch(async (error: unknown) => {
    await signing.database.within('', tx =>
      tx
        .updateTable('people.sign_ins')
        .set({ failures: sql<number>`failures + 1` })
        .where('id', '=', signIn.id)
        .execute(),
    )
    throw error
  })
  return signing.database.within(everyAccount, async tx => {
    await takeSignIn(tx, signIn.id, at)
    return finish(tx, signIn.personId, [...signIn.methods, method], signIn.to, from, at)
  })
}

/**
 * Checks a one-time or recovery code of a person and uses it up.
 * @throws Refusal 'proof-failed', 'too-many-tries'
 */
export async function checkCode(
  signing: SigningIn,
  personId: string,
  code: string,
  from: From,
  at: Date,
): Promise<'totp' | 'recovery-code'> {
  const { database, keys } = signing
  const network = networkOf(from.network)
  const isAtHome = await database.within('', tx => comesFromKnownNetwork(tx, personId, network, at))
  const tries = await countTry(
    database,
    [
      { key: `code of ${personId} from ${network}`, most: 10 },
      ...(isAtHome ? [] : [{ key: `code of ${personId}`, most: 30 }]),
    ],
    at,
  )
  return database.within('', async tx => {
    if (/^[\d\s]{6,8}$/.test(code.trim())) {
      const answer = await takeTotpCode(tx, keys.derive('totp'), personId, code, at)
      if (typeof answer === 'object') throw new Refusal('proof-failed', answer)
      if (answer === 'wrong') throw new Refusal('proof-failed')
      await forgive(tx, tries)
      return 'totp'
    }
    if (!(await consumeRecoveryCode(tx, personId, code, at))) throw new Refusal('proof-failed')
    await forgive(tx, tries)
    await noteEvent(tx, personId, 'recovery-code-used', from, at)
    return 'recovery-code'
  })
}

/** A passkey is asked for: of anybody, or of whoever has given his password. */
export async function offerPasskeySignIn(
  signing: SigningIn,
  token: unknown,
  to: string,
  from: From,
  at: Date,
): Promise<{ options: Record<string, unknown>; begun: { token: string; expiresAt: Date } | null }> {
  const half = await readHalf(signing, token, at)
  if (!half) {
    const { options, challenge } = await askForPasskey(signing.party)
    return { options, begun: await beginUnknown(signing, { to, expects: { challenge } }, from, at) }
  }
  const { options, challenge } = await askForPasskey(
    signing.party,
    await signing.database.within('', tx => passkeysOf(tx, half.signIn.personId)),
  )
  await signing.database.within('', tx =>
    tx
      .updateTable('people.sign_ins')
      .set({ expects: JSON.stringify({ challenge }) })
      .where('id', '=', half.signIn.id)
      .execute(),
  )
  return { options, begun: null }
}

/**
 * Signs in by a passkey. The challenge is used up whatever the answer is.
 * @throws Refusal 'sign-in-failed', 'too-many-tries'
 */
export async function signInByPasskey(
  signing: SigningIn,
  token: unknown,
  passkey: unknown,
  from: From,
  at: Date,
): Promise<Progress> {
  const tries = await countTry(
    signing.database,
    [{ key: `passkey from ${networkOf(from.network)}`, most: 50 }],
    at,
  )
  const signIn = await signing.database.within('', async tx => {
    const found = await findSignIn(tx, token, at)
    if (found) await takeSignIn(tx, found.id, at)
    return found
  })
  const challenge = (signIn?.expects as { challenge?: unknown } | null)?.challenge
  if (!signIn || typeof challenge !== 'string') throw new Refusal('sign-in-failed')
  return signing.database.within(everyAccount, async tx => {
    const personId = await checkPasskey(
      tx,
      signing.party,
      { passkey, challenge },
      at,
      signIn.personId ?? undefined,
    )
    if (!personId) throw new Refusal('sign-in-failed')
    await forgive(tx, tries)
    return finish(tx, personId, [...signIn.methods, 'passkey'], signIn.to, from, at)
  })
}

/**
 * The secret that is offered to somebody who must set up an app before he is let in. It follows from his unfinished
 * sign-in, so looking at the page writes nothing, and a new sign-in brings a new one.
 */
export function offeredSecret({ keys }: SigningIn, signIn: { id: string }): Buffer {
  return createHmac('sha256', keys.derive('offered second factor')).update(signIn.id).digest().subarray(0, 20)
}

/**
 * The first code of the app that had to be set up: it is confirmed, recovery codes are made, and the sign-in is finished.
 * @throws Refusal 'proof-failed', 'sign-in-failed', 'too-many-tries'
 */
export async function signInBySettingUp(
  signing: SigningIn,
  token: unknown,
  code: string,
  from: From,
  at: Date,
): Promise<{ progress: Progress; recoveryCodes: string[] }> {
  const half = await readHalf(signing, token, at)
  if (!half || isPresent(half.factor)) throw new Refusal('sign-in-failed')
  const { signIn } = half
  const tries = await countTry(signing.database, [{ key: `code of ${signIn.personId}`, most: 30 }], at)
  return signing.database.within(everyAccount, async tx => {
    const key = signing.keys.derive('totp')
    await keepTotpSecret(tx, key, signIn.personId, offeredSecret(signing, signIn), at)
    const answer = await takeTotpCode(tx, key, signIn.personId, code, at, true)
    if (answer !== 'right') throw new Refusal('proof-failed', typeof answer === 'object' ? answer : {})
    await forgive(tx, tries)
    await takeSignIn(tx, signIn.id, at)
    const recoveryCodes = await makeRecoveryCodes(tx, signIn.personId, at)
    await noteEvent(tx, signIn.personId, 'totp-added', from, at)
    const progress = await finish(tx, signIn.personId, [...signIn.methods, 'totp'], signIn.to, from, at)
    return { progress, recoveryCodes }
  })
}

/** Forgets unfinished sign-ins and challenges that are over. */
export async function forgetOldSignIns(database: Database, now: number): Promise<void> {
  const at = new Date(now)
  await database.within('', async tx => {
    await tx.deleteFrom('people.sign_ins').where('expires_at', '<', at).execute()
    await tx.deleteFrom('people.challenges').where('expires_at', '<', at).execute()
  })
}
