import { hash, randomBytes } from 'node:crypto'

/**
 * A new identifier: UUID version 7 (RFC 9562 §5.7), so that rows made together lie together in an index.
 * @param now epoch ms
 */
export function newId(now: number): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export function isId(text: string): boolean {
  return uuid.test(text)
}

/** 256 random bits as 43 characters of base64url: what a cookie, a key or a link carries. Stored only as its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

const secret = /^[A-Za-z0-9_-]{43}$/
/** Secrets have one length and one alphabet; anything else is refused before it is looked up (CVE-2026-27840). */
export function isSecret(text: unknown): text is string {
  return typeof text === 'string' && secret.test(text)
}

/** SHA-256 of the whole secret: how it is stored and found. A fast hash is right here: 256 bits cannot be guessed. */
export function hashSecret(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
