import { createPublicKey } from 'node:crypto'
import type { PublicKeyAuthContext } from 'ssh2'
import ssh2 from 'ssh2'
import { fingerprintOf } from '#server/plumbing/ssh/public-key.ts'

const fewestRsaBits = 2_048
const kinds = new Set(['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'])

/** What somebody shows of his key: nothing that counts here, whether it may be tried, or that he holds it. */
export type Shown = 'unfit' | 'asks' | { holds: string }

/**
 * Whether he holds the key that he shows: the signature over this very connection fits (RFC 4252 §7, RFC 8332). A key is
 * first offered without one; every fit kind of key is then worth trying, known or not, so asking tells nothing.
 * Certificates, DSA and SHA-1 are no proof here; the client goes on with its next key.
 */
export function proveKey(context: PublicKeyAuthContext): Shown {
  const { algo, data } = context.key
  const isRsa = algo === 'ssh-rsa' && (context.hashAlgo === 'sha256' || context.hashAlgo === 'sha512')
  if (!isRsa && !kinds.has(algo)) return 'unfit'
  const key = ssh2.utils.parseKey(data)
  if (key instanceof Error || key.type !== algo) return 'unfit'
  if (isRsa) {
    const bits = createPublicKey(key.getPublicPEM()).asymmetricKeyDetails?.modulusLength ?? 0
    if (bits < fewestRsaBits) return 'unfit'
  }
  if (!context.signature || !context.blob) return 'asks'
  // Anything else than true, an error for example, is no.
  return key.verify(context.blob, context.signature, context.hashAlgo) === true
    ? { holds: fingerprintOf(data) }
    : 'unfit'
}
