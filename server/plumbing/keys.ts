import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { newSecret } from './ids.ts'

/** Every key of this instance, derived from one master key: one secret to keep, to back up and to share between nodes. */
export type Keys = {
  /** Signs checkpoints, receipts and assertions. Ed25519 (RFC 8032). */
  signing: {
    privateKey: KeyObject
    publicKey: KeyObject
    jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' }
    id: string
  }
  /** 32 bytes for one purpose; different purposes never share bytes (HKDF-SHA-256, RFC 5869). */
  derive(purpose: string): Buffer
}

export function deriveKeys(master: Buffer): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `einlass ${purpose}`, 32))
  const privateKey = ed25519Of(derive('signing'))
  const publicKey = createPublicKey(privateKey)
  const x = (publicKey.export({ format: 'jwk' }) as { x: string }).x
  const id = x.slice(0, 16)
  return {
    signing: {
      privateKey,
      publicKey,
      jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: id, alg: 'EdDSA', use: 'sig' },
      id,
    },
    derive,
  }
}

/** The Ed25519 key of 32 bytes. */
export function ed25519Of(seed: Buffer): KeyObject {
  // PKCS#8 of an Ed25519 seed (RFC 8410 §7): a fixed prefix and the 32 bytes.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/**
 * The master key: from the configuration, or from the data directory, where it is made on the first start.
 * Losing it loses nothing that is open or proven, but signs everybody's entries out, makes new proofs under a new key, and
 * whatever was sealed under it (the vault, the secrets of one-time codes) can never be read again.
 * @throws Error with a sentence when the given key is not 32 bytes of base64url
 */
export function readMasterKey(given: string | undefined, directory: string): Buffer {
  if (given !== undefined) {
    const key = Buffer.from(given.trim(), 'base64url')
    if (key.length !== 32)
      throw new Error(
        'EINLASS_KEY must be 32 bytes as base64url (43 characters). Leave it out and Einlass makes one in its data directory.',
      )
    return key
  }
  const path = join(directory, 'master.key')
  if (!existsSync(path)) {
    // Written beside and renamed: a power cut must not leave half a key.
    const file = openSync(`${path}.new`, 'w', 0o600)
    writeSync(file, `${randomBytes(32).toString('base64url')}\n`)
    fsyncSync(file)
    closeSync(file)
    renameSync(`${path}.new`, path)
  }
  chmodSync(path, 0o600)
  return readMasterKey(readFileSync(path, 'utf8'), directory)
}

/** A secret that this instance can recognise as its own without looking it up: 43 random characters and their MAC. */
export function newMarkedSecret(key: Buffer): string {
  const secret = newSecret()
  return secret + mark(key, secret)
}

const marked = /^[A-Za-z0-9_-]{65}$/
export function isMarkedSecret(text: unknown): text is string {
  return typeof text === 'string' && marked.test(text)
}

/** Did this instance make it? A stranger's guess is refused here, before it costs a look into the database. */
export function bearsOurMark(key: Buffer, text: string): boolean {
  const given = Buffer.from(text.slice(43))
  const wanted = Buffer.from(mark(key, text.slice(0, 43)))
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function mark(key: Buffer, secret: string): string {
  return createHmac('sha256', key).update(secret).digest().subarray(0, 16).toString('base64url')
}
