// The gate decides by shop, never by path, so no trick with a path opens a door here. Two things are left to guard:
// that the address we send somebody back to is one of this shop, and that nobody smuggles a target which the proxy, the
// gate and the shop would each read as something else.

const longest = 8_000
const longestWayBack = 2_000
const [slash, backslash, percent, question, dot, hash, del] = ['/', '\\', '%', '?', '.', '#', '\x7f'].map(
  sign => sign.charCodeAt(0),
) as [number, number, number, number, number, number, number]

/**
 * Is this target (path and query as on the wire) one that no browser sends? Not origin-form (RFC 9112 §3.2.1), too long,
 * with control signs, or with a path whose raw and normal form mean different things: `..` in any spelling (also
 * `..;`, `%2e%2e`, behind `%2f`), a backslash, a broken escape, an escaped NUL or line break. What shops do use stays
 * allowed: `%2F` and `//` inside a path, anything printable in a query.
 */
export function isStrange(target: string): boolean {
  if (target.length > longest || target.charCodeAt(0) !== slash) return true
  let suspicious = false
  let path = true
  for (let i = 0; i < target.length; i++) {
    const code = target.charCodeAt(i)
    if (code <= 0x20 || code === del) return true
    if (!path) continue
    if (code === question) path = false
    else if (code === backslash || code === hash) return true
    else if (code === percent || (code === dot && target.charCodeAt(i - 1) === slash)) suspicious = true
  }
  return suspicious && hidesItsMeaning(pathOf(target))
}

/** @param path with an escape or a segment that begins with a dot */
function hidesItsMeaning(path: string): boolean {
  let plain: string
  try {
    plain = decodeURIComponent(path)
  } catch {
    // Not UTF-8, which old shops do send; a broken escape stays broken whatever the encoding.
    if (/%(?![0-9a-f]{2})/i.test(path)) return true
    plain = path.replace(/%[0-9a-f]{2}/gi, byte => String.fromCharCode(Number.parseInt(byte.slice(1), 16)))
  }
  for (const segment of plain.split(/[/\\]/)) {
    const name = segment.split(';', 1)[0]
    if (name === '.' || name === '..') return true
  }
  for (let i = 0; i < plain.length; i++) if (plain.charCodeAt(i) < 0x20) return true
  return false
}

function pathOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

/**
 * Where to go on at the shop: the given path and query if they can only mean a place on the same host, else its front
 * page. `//evil.example` and `/\evil.example` are addresses of another host to a browser.
 */
export function wayBack(target: unknown): string {
  if (typeof target !== 'string' || target.length > longestWayBack || isStrange(target)) return '/'
  const second = target.charCodeAt(1)
  if (second === slash || second === backslash) return '/'
  for (let i = 0; i < target.length; i++) if (target.charCodeAt(i) > 0x7e) return '/'
  // Our own addresses at the shop answer forms; nobody comes back to one.
  return target.startsWith('/.einlass/') ? '/' : target
}
