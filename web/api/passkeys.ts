// Passkeys by the browser's own means (WebAuthn Level 3 §5.1): no library travels to a phone for it.

/** Why a device confirmed nothing: an outcome of the world outside, and what a person can do differs. */
export type CeremonyFault = 'stopped' | 'already-there' | 'not-here'
export type CeremonyResult = { passkey: Record<string, unknown> } | { fault: CeremonyFault }

/** Not in an older browser, and in none when the desk is reached without HTTPS. */
export function hasPasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

/** Has the device make a passkey, by the options that the desk wrote. */
export function makePasskey(options: Record<string, unknown>): Promise<CeremonyResult> {
  return perform(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as never),
    }),
  )
}

/** Has the device answer with a passkey that it keeps. */
export function askForPasskey(
  options: Record<string, unknown>,
  signal: AbortSignal,
): Promise<CeremonyResult> {
  return perform(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as never),
      signal,
    }),
  )
}

async function perform(ask: () => Promise<Credential | null>): Promise<CeremonyResult> {
  try {
    const made = await ask()
    // Extensions that keep passkeys put objects of their own in the browser's place, and some know no toJSON().
    if (!made || !('toJSON' in made)) return { fault: 'not-here' }
    return { passkey: { ...(made as PublicKeyCredential).toJSON() } }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

/** Cancelled, too late and refused are one name, so that a page does not learn what a device holds (§14.5.1). */
function faultOf(error: unknown): CeremonyFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'InvalidStateError') return 'already-there'
  return name === 'NotAllowedError' || name === 'AbortError' ? 'stopped' : 'not-here'
}
