import type { KeyObject } from 'node:crypto'
import { ed25519Of, type Keys } from '../keys.ts'
import { blobOfEd25519, fingerprintOf, formatAuthority } from './public-key.ts'
import { readStrings, writeString, writeUint32 } from './wire.ts'

/** The SSH keys of this instance. As all its keys, they come from the master key: the same on every node and after a restore. */
export type SshKeys = {
  /** Of the SSH door, as OpenSSH writes a private key. */
  hostKey: string
  /** The line for known_hosts, without the name. */
  hostLine: string
  /** By which visitors recognise the door. */
  hostFingerprint: string
  /** Signs certificates for logins on servers. */
  authority: KeyObject
  /** The line for TrustedUserCAKeys. */
  authorityLine: string
}

export function deriveSshKeys(keys: Keys): SshKeys {
  const host = ed25519Of(keys.derive('ssh host key'))
  const authority = ed25519Of(keys.derive('ssh authority'))
  return {
    hostKey: formatPrivateKey(host),
    hostLine: formatAuthority(host, 'einlass'),
    hostFingerprint: fingerprintOf(blobOfEd25519(host)),
    authority,
    authorityLine: formatAuthority(authority, 'einlass'),
  }
}

/** An Ed25519 key without passphrase, as OpenSSH keeps it (OpenSSH, PROTOCOL.key): ssh2 reads no other form of it. */
export function formatPrivateKey(key: KeyObject): string {
  const blob = blobOfEd25519(key)
  const half = readStrings(blob, 2)![1]!
  const seed = Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url')
  // Two equal numbers, by which whoever decrypts one sees that he could. Nothing is encrypted here.
  const check = Buffer.concat([writeUint32(0), writeUint32(0)])
  const secret = Buffer.concat([
    check,
    writeString('ssh-ed25519'),
    writeString(half),
    writeString(Buffer.concat([seed, half])),
    writeString(''),
  ])
  const missing = (8 - (secret.length % 8)) % 8
  const padded = Buffer.concat([secret, Buffer.from(Array.from({ length: missing }, (_, i) => i + 1))])
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    writeString('none'),
    writeString('none'),
    writeString(''),
    writeUint32(1),
    writeString(blob),
    writeString(padded),
  ])
  const lines = whole.toString('base64').match(/.{1,70}/g)!
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n')
}
