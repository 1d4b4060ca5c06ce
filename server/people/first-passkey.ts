import { everyAccount } from '#server/access/account.ts'
import { Refusal } from '#server/access/refusal.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { FirstPasskey } from './answer-invitation.ts'
import { type From, noteEvent } from './events.ts'
import { offerNewPasskey } from './passkeys.ts'
import { nameDevice } from './sessions.ts'
import { beginUnknown, findSignIn, type Progress, proceed, type SigningIn, takeSignIn } from './sign-in.ts'

// Somebody who is nobody here yet makes a passkey as the first thing he signs in with. What is begun lies with the
// unfinished sign-ins; the person is made when the passkey has been verified, and not before.

/**
 * @param about the invitation that is to be accepted with it
 * @returns what the browser needs, and an unfinished sign-in that remembers the question
 * @throws Refusal 'too-many-tries'
 */
export async function offerFirstPasskey(
  signing: SigningIn,
  person: { name: string; address: string },
  about: string,
  from: From,
  at: Date,
): Promise<{ options: Record<string, unknown>; begun: { token: string; expiresAt: Date } }> {
  const personId = newId(at.getTime())
  const { options, challenge } = await signing.database.within('', tx =>
    offerNewPasskey(tx, signing.party, { id: personId, ...person }),
  )
  const begun = await beginUnknown(signing, { to: '/', expects: { challenge, personId, about } }, from, at)
  return { options, begun }
}

/**
 * What the browser answered, with the question that it was asked; the question is used up whatever the answer is. Nobody
 * has looked yet whether the answer is right.
 * @throws Refusal 'passkey-refused' when nothing was asked, or something else
 */
export async function takeFirstPasskey(
  signing: SigningIn,
  token: unknown,
  about: string,
  passkey: unknown,
  from: From,
  at: Date,
): Promise<FirstPasskey> {
  const expects = await signing.database.within('', async tx => {
    const begun = await findSignIn(tx, token, at)
    if (begun) await takeSignIn(tx, begun.id, at)
    return begun?.expects as { challenge?: unknown; personId?: unknown; about?: unknown } | null | undefined
  })
  const { challenge, personId } = expects ?? {}
  if (typeof challenge !== 'string' || typeof personId !== 'string' || expects?.about !== about)
    throw new Refusal('passkey-refused')
  const name = nameDevice(from.device ?? '').trim() || 'Passkey'
  return { personId, party: signing.party, passkey, challenge, name }
}

/** He has just proven by it who he is, and is signed in. */
export function goOnWithFirstPasskey(
  signing: SigningIn,
  personId: string,
  to: string,
  from: From,
  at: Date,
): Promise<Progress> {
  return signing.database.within(everyAccount, async tx => {
    await noteEvent(tx, personId, 'passkey-added', from, at)
    return proceed(tx, personId, ['passkey'], to, from, at)
  })
}
