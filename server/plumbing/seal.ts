import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const version = 1

/**
 * Encrypts what must be read again, with AES-256-GCM (NIST SP 800-38D): a version byte, a random 96-bit nonce, the
 * ciphertext and its tag.
 * @param key 32 bytes
 * @param bound what it belongs to (the id of its row): sealed for one, it cannot be opened for another
 */
export function seal(key: Buffer, secret: Buffer, bound: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(bound))
  return Buffer.concat([
    Buffer.of(version),
    nonce,
    cipher.update(secret),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

/** @throws Error when it was sealed by another key, for something else, or was changed */
export function unseal(key: Buffer, sealed: Buffer, bound: string): Buffer {
  if (sealed[0] !== version || sealed.length < 29) throw new Error('what was sealed has an unknown form')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()])
}
