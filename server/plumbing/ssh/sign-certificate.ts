import { type KeyObject, randomBytes, sign } from 'node:crypto'
import { blobOfEd25519, type PublicKey } from './public-key.ts'
import { readNetwork } from './read-network.ts'
import { writeString, writeUint32, writeUint64 } from './wire.ts'

const minuteMs = 60_000
/** A certificate cannot be called back without a list on every server, so it dies by itself soon. */
export const longestLifeMs = 15 * minuteMs

export type ToSign = {
  /** ed25519 */
  caPrivateKey: KeyObject
  publicKey: PublicKey
  /** Stands in the server's log at every login. */
  keyId: string
  /** As whom one may log in. None would mean everybody, so there is at least one. */
  principals: readonly string[]
  serial: bigint
  /** epoch ms; rounded down to whole seconds */
  validAfter: number
  /** epoch ms, at most 15 minutes later; rounded down to whole seconds */
  validBefore: number
  /** Instead of what is asked for, and of a shell. */
  forceCommand?: string
  /** Addresses and networks from which it is accepted. */
  sourceAddresses?: readonly string[]
  /** What is not named is forbidden: forwarding of ports, agents and displays, the login's own rc file. */
  extensions: readonly 'permit-pty'[]
}

const certificateTypes = {
  'ssh-ed25519': 'ssh-ed25519-cert-v01@openssh.com',
  'ecdsa-sha2-nistp256': 'ecdsa-sha2-nistp256-cert-v01@openssh.com',
  'ssh-rsa': 'ssh-rsa-cert-v01@openssh.com',
  'sk-ssh-ed25519@openssh.com': 'sk-ssh-ed25519-cert-v01@openssh.com',
} as const satisfies Record<PublicKey['type'], string>

const userCertificate = 1

/**
 * Signs an OpenSSH user certificate (OpenSSH, PROTOCOL.certkeys) and returns the line of its -cert.pub file. Whoever asks
 * for one that would let in too many for too long is wrong about what he does: it throws.
 */
export function signCertificate(asked: ToSign): string {
  check(asked)
  const type = certificateTypes[asked.publicKey.type]
  // Everything behind the type's name: the parts of the key stand in the certificate as they do in the key.
  const parts = asked.publicKey.blob.subarray(4 + asked.publicKey.type.length)
  const body = Buffer.concat([
    writeString(type),
    writeString(randomBytes(32)),
    parts,
    writeUint64(asked.serial),
    writeUint32(userCertificate),
    writeString(asked.keyId),
    writeString(Buffer.concat(asked.principals.map(writeString))),
    writeUint64(toSeconds(asked.validAfter)),
    writeUint64(toSeconds(asked.validBefore)),
    writeString(writeOptions(criticalOptionsOf(asked))),
    writeString(writeOptions(asked.extensions.map(name => [name, '']))),
    writeString(''),
    writeString(blobOfEd25519(asked.caPrivateKey)),
  ])
  const signature = Buffer.concat([
    writeString('ssh-ed25519'),
    writeString(sign(null, body, asked.caPrivateKey)),
  ])
  return `${type} ${Buffer.concat([body, writeString(signature)]).toString('base64')}`
}

function criticalOptionsOf({ forceCommand, sourceAddresses }: ToSign): [string, string][] {
  const options: [string, string][] = []
  if (forceCommand !== undefined) options.push(['force-command', forceCommand])
  if (sourceAddresses !== undefined) options.push(['source-address', sourceAddresses.join(',')])
  return options
}

/** Sorted, each once; a value is a string within a string, and none at all for a flag. */
function writeOptions(options: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(
    [...options]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, value]) => [writeString(name), writeString(value === '' ? '' : writeString(value))]),
  )
}

function check(asked: ToSign): void {
  const { principals, keyId, serial, validAfter, validBefore, forceCommand, sourceAddresses } = asked
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`no certificate: ${what}`)
  }
  must(asked.caPrivateKey.type === 'private', 'the authority signs with its private key')
  must(principals.length > 0, 'without principals it would be valid for every login')
  must(
    principals.length <= 20 && principals.every(one => /^[a-z0-9_][a-z0-9_.-]{0,63}$/i.test(one)),
    'a principal is the name of a login',
  )
  must(new Set(principals).size === principals.length, 'each principal stands there once')
  must(/^[\x21-\x7e]{1,255}$/.test(keyId), 'the key id is a word of at most 255 visible characters')
  must(serial >= 0n && serial < 2n ** 64n, 'the serial has 64 bits')
  must(
    Number.isSafeInteger(validAfter) && Number.isSafeInteger(validBefore) && validAfter >= 0,
    'it is valid from an instant to an instant',
  )
  must(toSeconds(validBefore) > toSeconds(validAfter), 'it must be valid for a while')
  must(validBefore - validAfter <= longestLifeMs, 'it is valid for at most 15 minutes')
  must(
    forceCommand === undefined || /^[\x20-\x7e]{1,4096}$/.test(forceCommand),
    'a forced command is one line that is not empty',
  )
  must(
    sourceAddresses === undefined ||
      (sourceAddresses.length > 0 && sourceAddresses.every(one => readNetwork(one) === one)),
    'a source is an address or a network',
  )
  must(
    asked.extensions.length === new Set(asked.extensions).size &&
      asked.extensions.every(one => one === 'permit-pty'),
    'nothing but a terminal is allowed in addition',
  )
}

function toSeconds(ms: number): bigint {
  return BigInt(Math.floor(ms / 1000))
}
