import { tameLine } from './tame-text.ts'

/** What a mail server reports about a mail that it could not deliver. */
export type Bounce = {
  /** By the Message-ID in the returned headers */
  mailId: string
  /** One line: status and diagnostic, as the mail server wrote them */
  error: string
}

/** Bytes of a report that are read; the headers of the returned mail stand far in front of that. */
const mostBytes = 256 * 1024
const longestError = 1_000
/** A filter on the way may have wrapped the report once or twice. */
const deepest = 3

/** The beginning of a stream as bytes in a string. The rest is taken and dropped: a pipe that breaks is tried again. */
export async function readBeginning(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  let room = mostBytes
  for await (const part of stream) {
    if (room > 0) parts.push(part.subarray(0, room))
    room -= part.length
  }
  return Buffer.concat(parts).toString('latin1')
}

/**
 * Reads a delivery status notification (RFC 3464) that says of one mail that it failed for good. It names the mail by the
 * headers that it returns (RFC 3462, RFC 6522). OpenSMTPD sends its reports as multipart/mixed, so only the parts count.
 * Everything in it was written by strangers; it costs time in proportion to its length, whatever it holds.
 * @returns undefined for every other message, also for one that only says that it takes longer
 */
export function readBounce(message: string): Bounce | undefined {
  const parts = partsOf(message.replace(/^From [^\n]*\n/, '').replaceAll('\r\n', '\n'), 0)
  const failed = find(parts, deliveryStatus)
    ?.split(/\n[ \t]*\n/)
    .map(readHeaders)
    .find(group => /^failed\b/i.test(group.get('action') ?? ''))
  const returned = find(parts, returnedHeaders)
  const mailId = returned && messageId.exec(readHeaders(headOf(returned)).get('message-id') ?? '')?.[1]
  if (!failed || !mailId) return undefined
  const recipient = /;\s*(\S+)/.exec(failed.get('final-recipient') ?? '')?.[1]
  const diagnostic = failed.get('diagnostic-code') ?? sayInWords(parts, recipient) ?? ''
  return {
    mailId: mailId.toLowerCase(),
    error: tameLine(`${failed.get('status') ?? ''} ${diagnostic}`, longestError) || 'failed',
  }
}

type Part = { type: string; body: string }

// RFC 3464 and its sisters for addresses with letters of every alphabet (RFC 6533).
const deliveryStatus = /^message\/(?:global-)?delivery-status$/
const returnedHeaders = /^(?:message\/rfc822|text\/rfc822-headers|message\/global|message\/global-headers)$/
const messageId = /^<([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@[^\s<>]{1,255}>$/i

function find(parts: readonly Part[], type: RegExp): string | undefined {
  return parts.find(part => type.test(part.type))?.body
}

/** Some servers write what the other one said only into the text for people. */
function sayInWords(parts: readonly Part[], recipient: string | undefined): string | undefined {
  return (
    recipient &&
    find(parts, /^text\/plain$/)
      ?.split('\n')
      .find(line => line.includes(recipient))
  )
}

/** The parts of a message, those of parts that have parts themselves among them. */
function partsOf(entity: string, depth: number): Part[] {
  const head = headOf(entity)
  const headers = readHeaders(head)
  const contentType = headers.get('content-type') ?? ''
  const type = /^[^\s;]*/.exec(contentType)![0].toLowerCase()
  const body = entity.slice(head.length).replace(/^\n\n?/, '')
  const [, quoted, bare] =
    /;\s*boundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? []
  const boundary = quoted ?? bare
  if (!type.startsWith('multipart/') || !boundary || depth === deepest)
    return [{ type, body: decode(body, headers.get('content-transfer-encoding') ?? '') }]
  const between: string[][] = []
  for (const line of body.split('\n')) {
    const bound = line.trimEnd()
    if (bound === `--${boundary}--`) break
    if (bound === `--${boundary}`) between.push([])
    else between.at(-1)?.push(line)
  }
  return between.flatMap(lines => partsOf(lines.join('\n'), depth + 1))
}

/** Up to the first empty line. */
function headOf(entity: string): string {
  if (entity.startsWith('\n')) return ''
  const end = entity.indexOf('\n\n')
  return end < 0 ? entity : entity.slice(0, end)
}

/** By name in lower case; of several with the same name the first. A line that begins with a space goes on (RFC 5322 §2.2.3). */
function readHeaders(head: string): Map<string, string> {
  const fields: [name: string, values: string[]][] = []
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':')
    if (/^[ \t]/.test(line)) fields.at(-1)?.[1].push(line.trim())
    else if (colon > 0)
      fields.push([line.slice(0, colon).trimEnd().toLowerCase(), [line.slice(colon + 1).trim()]])
  }
  return new Map(fields.reverse().map(([name, values]) => [name, values.join(' ').trim()]))
}

function decode(body: string, encoding: string): string {
  if (/^base64$/i.test(encoding))
    return Buffer.from(body, 'base64').toString('latin1').replaceAll('\r\n', '\n')
  if (!/^quoted-printable$/i.test(encoding)) return body
  return body
    .replaceAll(/=[ \t]*\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
