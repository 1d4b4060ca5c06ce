import { readAssertions } from '../demo-shop/read-assertion.ts'
import type { PanelLanguage } from './words.ts'

/** What the desk says about somebody who comes from there. */
export type Arrival = { person: string; account: string; name: string; language: PanelLanguage }

type Claims = {
  iss: string
  aud: string
  sub: string
  name: string
  language: PanelLanguage
  account: string
  jti: string
  exp: number
}

/**
 * Reads assertions as a panel must: signed by a key of the desk, of the kind that is meant for panels, made for this
 * panel, not yet over, and never seen before. Whatever cannot be checked counts as none.
 */
export function readArrivals(expected: {
  issuer: string
  audience: string
  jwks: string
  readTime: () => number
}) {
  const read = readAssertions<Claims>({ ...expected, typ: 'panel-entry+jwt' })
  /** jti → epoch s from which on it is too old anyway */
  const taken = new Map<string, number>()

  return async (assertion: string | null): Promise<Arrival | undefined> => {
    const claims = await read(assertion ?? undefined)
    if (!claims || typeof claims.jti !== 'string' || typeof claims.account !== 'string') return undefined
    // Checked and taken in one step: nothing waits in between.
    if (taken.has(claims.jti)) return undefined
    for (const [jti, exp] of taken) if (exp * 1_000 <= expected.readTime()) taken.delete(jti)
    taken.set(claims.jti, claims.exp)
    return { person: claims.sub, account: claims.account, name: claims.name, language: claims.language }
  }
}
