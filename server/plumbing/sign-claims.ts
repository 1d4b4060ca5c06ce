import { sign } from 'node:crypto'
import type { Keys } from './keys.ts'

/**
 * Signs claims as a JWT (RFC 7519) with the instance's own key (EdDSA, RFC 8037); whoever checks it finds the key at
 * /.well-known/jwks.json.
 * @param typ what kind of token it is, so that none is taken for one of another kind (RFC 8725 §3.11)
 */
export function claimsSigner(keys: Keys, typ: string): (claims: object) => string {
  const head = encode({ alg: 'EdDSA', typ, kid: keys.signing.id })
  return claims => {
    const text = `${head}.${encode(claims)}`
    return `${text}.${sign(null, Buffer.from(text), keys.signing.privateKey).toString('base64url')}`
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
