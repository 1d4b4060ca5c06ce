import type { IncomingMessage } from 'node:http'

const largest = 8_192

/**
 * Reads a small form (application/x-www-form-urlencoded). A field that comes twice is refused: two readers would each
 * take another one.
 * @returns undefined when it is none, too large, or names a field twice
 */
export async function readForm(request: IncomingMessage): Promise<Record<string, string> | undefined> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return undefined
  const chunks: Buffer[] = []
  let length = 0
  // Not destroyed when it is too large: the visitor is told so over the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > largest) return undefined
    chunks.push(chunk)
  }
  const form: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString())) {
    if (name in form) return undefined
    form[name] = value
  }
  return form
}
