import type { Answer } from '#server/access/4-enter/check-entry.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { claimsSigner } from '#server/plumbing/sign-claims.ts'
import type { Names } from './know-names.ts'
import type { Ready } from './reply.ts'

export type LetIn = Extract<Answer, { let: 'in' }>

/** How long a shop may believe an assertion, ms. */
const assertionLivesMs = 30_000
/** How long one signature serves the requests of one entry, ms. Signing costs more than everything else together. */
const signatureServesMs = 10_000
const rememberAtMost = 20_000

type Signed = {
  epoch: number
  permissions: LetIn['permissions']
  audience: string
  until: number
  signedAt: number
  ready: Ready
  /** The second that the head names as its date (RFC 9110 §6.6.1). */
  datedAt: number
}

/**
 * What a shop gets to know about a visitor, as raw headers. `X-Einlass-Assertion` is a JWT (RFC 7519, EdDSA by RFC
 * 8037): `sub` is the account on whose behalf, `act.sub` the person who acts (RFC 8693 §4.1), `aud` the shop's origin.
 * It lives 30 s at most and never longer than the access itself. The decision is not cached here: this is only asked
 * after a yes, and a signature is reused for the very same yes only. `jti` therefore names an assertion, not a request.
 * The function returns undefined when the person's name has to be looked up first.
 */
export function signAssertions(
  keys: Keys,
  names: Names,
  issuer: () => string,
): (answer: LetIn, audience: string, now: number) => Ready | undefined {
  const signed = new Map<string, Signed>()
  const sign = claimsSigner(keys, 'JWT')

  return (answer, audience, now) => {
    const known = signed.get(answer.entry.id)
    if (
      known !== undefined &&
      known.epoch === answer.epoch &&
      areTheSame(known.permissions, answer.permissions) &&
      known.audience === audience &&
      known.until === answer.until &&
      now - known.signedAt < signatureServesMs &&
      now >= known.signedAt
    ) {
      const second = Math.floor(now / 1_000)
      if (second !== known.datedAt) {
        known.ready = makeReady(known.ready.headers, second)
        known.datedAt = second
      }
      return known.ready
    }

    const name = names.now(answer.entry.person)
    if (name === undefined) return undefined
    const assertion = sign({
      iss: issuer(),
      aud: audience,
      sub: answer.account,
      act: name === null ? { sub: answer.entry.person } : { sub: answer.entry.person, name },
      entry: answer.entry.id,
      account: answer.account,
      resource: answer.entry.resource,
      permissions: answer.permissions,
      jti: newId(now),
      iat: Math.floor(now / 1_000),
      exp: Math.floor(Math.min(now + assertionLivesMs, answer.until) / 1_000),
    })
    const headers = [
      'X-Einlass-Assertion',
      assertion,
      'Remote-User',
      answer.entry.person,
      // Also without a name: some proxies keep what the visitor sent when we leave a header out.
      'Remote-Name',
      asHeader(name ?? ''),
      'Remote-Groups',
      answer.permissions.map(permission => `einlass-${permission.slice('shop.'.length)}`).join(','),
      'X-Einlass-Revision',
      String(answer.epoch),
      'Cache-Control',
      'no-store',
      'Content-Length',
      '0',
    ]
    const datedAt = Math.floor(now / 1_000)
    const ready = makeReady(headers, datedAt)
    signed.delete(answer.entry.id)
    if (signed.size >= rememberAtMost) signed.delete(signed.keys().next().value!)
    signed.set(answer.entry.id, {
      epoch: answer.epoch,
      permissions: answer.permissions,
      audience,
      until: answer.until,
      signedAt: now,
      ready,
      datedAt,
    })
    return ready
  }
}

function areTheSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, i) => one === others[i])
}

/**
 * A name as a header: what is not printable ASCII, and the percent sign, is percent-encoded UTF-8. Plain names stay
 * readable, decodeURIComponent gives back all others, and no name can end the line.
 */
function asHeader(name: string): string {
  return name.toWellFormed().replace(/[^\x20-\x7e]|%/gu, sign => encodeURIComponent(sign))
}

function makeReady(headers: readonly string[], second: number): Ready {
  let text = 'HTTP/1.1 200 OK\r\n'
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`
  text += `Date: ${new Date(second * 1_000).toUTCString()}\r\nConnection: keep-alive\r\n\r\n`
  // One flat string instead of the tree of its pieces, which every answer would flatten anew.
  return { text: Buffer.from(text, 'latin1').toString('latin1'), headers }
}
