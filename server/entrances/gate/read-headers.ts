/** What the gate reads of a request, as it stood on the wire. Nothing of it may be believed before the key is known. */
export type Seen = {
  gateKey: string | undefined
  host: string | undefined
  forwardedMethod: string | undefined
  forwardedProto: string | undefined
  forwardedHost: string | undefined
  forwardedUri: string | undefined
  forwardedFor: string | undefined
  originalUri: string | undefined
  originalMethod: string | undefined
  cookies: string | undefined
}

/** Names that a proxy speaks to us in, or by which a shop believes who the visitor is. */
function isOurs(name: string): boolean {
  return (
    name.startsWith('x-forwarded-') ||
    name.startsWith('x-original-') ||
    name.startsWith('x-einlass-') ||
    name.startsWith('remote-') ||
    name === 'x-real-ip' ||
    name === 'host'
  )
}

const fields: Readonly<Record<string, Exclude<keyof Seen, 'cookies'>>> = {
  'x-einlass-gate-key': 'gateKey',
  host: 'host',
  'x-forwarded-method': 'forwardedMethod',
  'x-forwarded-proto': 'forwardedProto',
  'x-forwarded-host': 'forwardedHost',
  'x-forwarded-uri': 'forwardedUri',
  'x-forwarded-for': 'forwardedFor',
  'x-original-uri': 'originalUri',
  'x-original-method': 'originalMethod',
}

const unusual = /[^a-z0-9-]/g

/** What to do with a header of this name: read it into a field, or one of these. */
type Purpose = keyof Seen | 'connection' | 'once' | 'nothing' | 'refuse'

function purposeOf(written: string): Purpose {
  const name = written.toLowerCase()
  if (name === 'cookie') return 'cookies'
  if (name === 'connection') return 'connection'
  // Written otherwise, a name is ours all the same to whoever turns names into variables.
  const meant = name.replace(unusual, '-')
  if (!isOurs(meant)) return 'nothing'
  return meant === name ? (fields[name] ?? 'once') : 'refuse'
}

// Proxies and browsers spell the same few dozen names in the same way, again and again, and mostly in the same order.
const purposes = new Map<string, Purpose>()
const lastNames: string[] = []
const lastPurposes: Purpose[] = []

/** @param place of the name among those of its request */
function lookUp(written: string, place: number): Purpose {
  if (written.length > 40) return purposeOf(written)
  let purpose = purposes.get(written)
  if (purpose === undefined) {
    purpose = purposeOf(written)
    if (purposes.size >= 500) purposes.clear()
    purposes.set(written, purpose)
  }
  if (place < 50) {
    lastNames[place] = written
    lastPurposes[place] = purpose
  }
  return purpose
}

/**
 * Reads the raw headers once, and refuses what can only be an attempt to have one proxy see another header than the
 * next: a second spelling of one of our names (`X_Forwarded_Host`, CVE-2026-39858, CVE-2025-64484), one of them twice,
 * or a `Connection` header that asks the next hop to drop one (CVE-2025-48865).
 * @param raw names and values in turn, as node:http gives them (rawHeaders)
 * @returns undefined: refuse without a word
 */
export function readHeaders(raw: readonly string[]): Seen | undefined {
  const seen: Seen = {
    gateKey: undefined,
    host: undefined,
    forwardedMethod: undefined,
    forwardedProto: undefined,
    forwardedHost: undefined,
    forwardedUri: undefined,
    forwardedFor: undefined,
    originalUri: undefined,
    originalMethod: undefined,
    cookies: undefined,
  }
  let others: string[] | undefined
  for (let i = 0; i < raw.length; i += 2) {
    const written = raw[i]!
    const value = raw[i + 1]!
    const place = i >> 1
    const purpose = written === lastNames[place] ? lastPurposes[place]! : lookUp(written, place)
    switch (purpose) {
      case 'nothing':
        break
      case 'refuse':
        return undefined
      case 'connection':
        if (namesOurs(value)) return undefined
        break
      case 'cookies':
        // HTTP/2 allows a client to send cookies in several lines (RFC 9113 §8.2.3).
        seen.cookies = seen.cookies === undefined ? value : `${seen.cookies}; ${value}`
        break
      case 'once': {
        const name = written.toLowerCase()
        if (others?.includes(name)) return undefined
        others = others === undefined ? [name] : [...others, name]
        break
      }
      default:
        if (seen[purpose] !== undefined) return undefined
        seen[purpose] = value
    }
  }
  return seen
}

function namesOurs(connection: string): boolean {
  if (connection === 'close' || connection === 'keep-alive') return false
  for (const token of connection.toLowerCase().split(',')) {
    const name = token.trim().replace(unusual, '-')
    if (isOurs(name) || name === 'cookie') return true
  }
  return false
}
