import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'

/** What the gate says about a visitor: `sub` is the account on whose behalf, `act.sub` the person who acts. */
export type Assertion = {
  iss: string
  aud: string
  sub: string
  act: { sub: string; name?: string }
  entry: string
  permissions: string[]
  exp: number
}

type Reader<A> = (header: string | string[] | undefined) => Promise<A | undefined>

/**
 * Reads assertions as a shop must: of the right kind, signed by a key of the desk, made for this shop, not yet over.
 * Whatever cannot be checked counts as no assertion.
 * @param expected.typ the kind; JWT: those that the gate sends along
 */
export function readAssertions<A extends { iss: string; aud: string; exp: number } = Assertion>(expected: {
  issuer: string
  audience: string
  jwks: string
  typ?: string
  /** Reads the time, epoch ms; tests bring the desk's. */
  readTime?: () => number
}): Reader<A> {
  const { typ: wantedTyp = 'JWT', readTime = Date.now } = expected
  const keys = new Map<string, KeyObject>()
  let fetchedAt = 0

  async function keyOf(kid: string): Promise<KeyObject | undefined> {
    // A key that is not known may be new; looked up at most once a second, so that nobody can make us ask without end.
    if (!keys.has(kid) && Date.now() - fetchedAt > 1_000) {
      fetchedAt = Date.now()
      const answer = await fetch(expected.jwks, { signal: AbortSignal.timeout(3_000) })
      const found = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] }
      keys.clear()
      for (const jwk of found.keys) keys.set(jwk.kid, createPublicKey({ key: jwk, format: 'jwk' }))
    }
    return keys.get(kid)
  }

  return async header => {
    if (typeof header !== 'string' || header.length > 4_000) return undefined
    try {
      const [head = '', body = '', signature = '', ...more] = header.split('.')
      const { alg, kid, typ } = JSON.parse(decode(head)) as { alg: unknown; kid: unknown; typ: unknown }
      // The algorithm is ours to choose, not the header's.
      if (more.length > 0 || alg !== 'EdDSA' || typ !== wantedTyp || typeof kid !== 'string') return undefined
      const key = await keyOf(kid)
      const isSigned =
        key && verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
      if (!isSigned) return undefined
      const assertion = JSON.parse(decode(body)) as A
      const isForUs = assertion.iss === expected.issuer && assertion.aud === expected.audience
      return isForUs && assertion.exp * 1_000 > readTime() ? assertion : undefined
    } catch {
      return undefined
    }
  }
}

function decode(part: string): string {
  return Buffer.from(part, 'base64url').toString()
}
