import { IncomingMessage } from 'node:http'

const { get: layOut, set: replace } = Object.getOwnPropertyDescriptor(IncomingMessage.prototype, 'headers')!

/** What node:http looks for by itself before it hands a request over; the test beside this asks it. */
export const soughtByNode = ['host', 'expect', 'te', 'content-length', 'transfer-encoding'] as const
const firstLetters = new Set(soughtByNode.map(name => name.charCodeAt(0)))
const sought = new Set<string>(soughtByNode)

/**
 * A request whose `headers` are laid out when they are first read after it was handed over. node:http reads a few before
 * and would lay out all of them for that, which takes longer than the gate's whole decision; the gate reads them raw.
 * Who listens for requests sets `isHandedOver` before anything else.
 */
export class LateHeaders extends IncomingMessage {
  isHandedOver = false
  soughtHeaders: Readonly<Record<string, string>> | undefined = undefined
}

// Not in the class: TypeScript takes `headers` for a field there, which no accessor may stand in for.
Object.defineProperty(LateHeaders.prototype, 'headers', {
  get(this: LateHeaders) {
    if (this.isHandedOver) return layOut!.call(this)
    this.soughtHeaders ??= seek(this)
    return this.soughtHeaders
  },
  set: replace,
})

function seek(request: LateHeaders): Readonly<Record<string, string>> {
  const raw = request.rawHeaders
  const found: Record<string, string> = {}
  for (let i = 0; i < raw.length; i += 2) {
    const written = raw[i]!
    // Most are none of them, and say so with their first letter.
    if (!firstLetters.has(written.charCodeAt(0) | 0x20)) continue
    const name = written.toLowerCase()
    if (!sought.has(name)) continue
    // Which of two counts, or whether both do, is decided by node:http.
    if (name in found) return layOut!.call(request)
    found[name] = raw[i + 1]!
  }
  return found
}
