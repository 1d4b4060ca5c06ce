import { createHash, createPublicKey, type JsonWebKey, KeyObject } from 'node:crypto'
import { readStrings, writeString } from './wire.ts'

/** A public key that was looked into: its parts are what its type says, and it is strong enough. */
export type PublicKey = {
  type: 'ssh-ed25519' | 'ecdsa-sha2-nistp256' | 'ssh-rsa' | 'sk-ssh-ed25519@openssh.com'
  /** As it travels (RFC 4253 §6.6). */
  blob: Buffer
  comment: string
  /** SHA256:… as ssh-keygen -l shows it. */
  fingerprint: string
}
export type PublicKeyRead = { read: true; key: PublicKey } | { read: false; error: string }

const minimumRsaBits = 3072
const maximumRsaBits = 16_384
const maximumLine = 6_000
const maximumComment = 200

/**
 * Reads one line as it stands in a .pub file. It is what a stranger pasted, and it will stand in a file in which every
 * line lets somebody in: so it is one line, without options, and its text must be the one way to write this key.
 */
export function readPublicKey(line: string): PublicKeyRead {
  const text = line.trim()
  if (/PRIVATE KEY/.test(text))
    return refused('This is a private key. Nobody needs it but its owner; please send the public one.')
  if (text.length > maximumLine) return refused('This is far too long for a public key.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not get into a file of lines.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text))
    return refused('A public key is one line, without line breaks or other control characters.')
  const [type, encoded, ...words] = text.split(/ +/)
  const comment = words.join(' ')
  if (type === 'ssh-dss') return refused('DSA keys are too weak. Please make an ed25519 key.')
  if (type === undefined || !isKnown(type))
    return refused('This is no public key of type ed25519, ECDSA (P-256), RSA or ed25519 on a security key.')
  if (comment.length > maximumComment) return refused('The comment behind this public key is too long.')
  const blob = Buffer.from(encoded ?? '', 'base64')
  if (blob.length === 0 || blob.toString('base64') !== encoded)
    return refused('This public key is damaged: part of it is missing.')
  const wrong = sayWhatIsWrong(type, blob)
  if (wrong) return refused(wrong)
  return { read: true, key: { type, blob, comment, fingerprint: fingerprintOf(blob) } }
}

/** @returns `<type> <key> <comment>`, without a line break */
export function formatPublicKey(key: Pick<PublicKey, 'type' | 'blob'>, comment = ''): string {
  return `${key.type} ${key.blob.toString('base64')}${comment === '' ? '' : ` ${comment}`}`
}

/** The line of a certificate authority, for TrustedUserCAKeys. Of a private key it writes the public half. */
export function formatAuthority(authority: KeyObject, comment: string): string {
  return formatPublicKey({ type: 'ssh-ed25519', blob: blobOfEd25519(authority) }, comment)
}

/** @returns the key as it travels; of a private key the public half */
export function blobOfEd25519(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an ed25519 key')
  const half = key.type === 'private' ? createPublicKey(key) : key
  const { x } = half.export({ format: 'jwk' })
  return Buffer.concat([writeString('ssh-ed25519'), writeString(Buffer.from(x!, 'base64url'))])
}

export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

function isKnown(type: string): type is PublicKey['type'] {
  return ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa', 'sk-ssh-ed25519@openssh.com'].includes(type)
}

function sayWhatIsWrong(type: PublicKey['type'], blob: Buffer): string | undefined {
  const parts = readStrings(blob, type === 'ssh-ed25519' ? 2 : 3)
  if (parts?.[0]?.toString('latin1') !== type)
    return 'This public key is damaged: what it says it is and what is in it differ.'
  const [, first, second] = parts as [Buffer, Buffer, Buffer]
  if (type === 'ssh-ed25519') return isEd25519(first) ? undefined : damaged
  // What the security key calls itself; OpenSSH's own begin like this (PROTOCOL.u2f).
  if (type === 'sk-ssh-ed25519@openssh.com')
    return isEd25519(first) && /^ssh:[\x20-\x7e]{0,100}$/.test(second.toString('latin1'))
      ? undefined
      : damaged
  if (type === 'ecdsa-sha2-nistp256')
    return first.toString('latin1') === 'nistp256' && isPointOfP256(second) ? undefined : damaged
  return sayWhatIsWrongWithRsa(first, second)
}

const damaged = 'This public key is damaged: its parts are not those of a key of its type.'

function isEd25519(point: Buffer): boolean {
  return point.length === 32 && isImported({ kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') })
}

function isPointOfP256(point: Buffer): boolean {
  if (point.length !== 65 || point[0] !== 4) return false
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  return isImported({ kty: 'EC', crv: 'P-256', x, y })
}

function sayWhatIsWrongWithRsa(exponent: Buffer, modulus: Buffer): string | undefined {
  const [e, n] = [readPositive(exponent), readPositive(modulus)]
  if (e === undefined || n === undefined) return damaged
  const bits = n.toString(2).length
  if (bits < minimumRsaBits)
    return `This RSA key has ${bits} bits, which is too weak: at least ${minimumRsaBits}, or better an ed25519 key.`
  // Small or even ones are none that a program makes by itself, and huge ones keep a server busy.
  if (bits > maximumRsaBits || n % 2n === 0n || e % 2n === 0n || e < 65_537n || e > 2n ** 32n) return damaged
}

/** A positive whole number, written in the one way that RFC 4251 §5 allows. */
function readPositive(bytes: Buffer): bigint | undefined {
  if (bytes.length === 0 || bytes[0]! >= 0x80) return undefined
  if (bytes[0] === 0 && (bytes.length === 1 || bytes[1]! < 0x80)) return undefined
  return BigInt(`0x${bytes.toString('hex')}`)
}

function isImported(key: JsonWebKey): boolean {
  try {
    return createPublicKey({ key, format: 'jwk' }) instanceof KeyObject
  } catch {
    return false
  }
}

function refused(error: string): PublicKeyRead {
  return { read: false, error }
}
