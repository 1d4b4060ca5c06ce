import { createHmac, timingSafeEqual } from 'node:crypto'
import { newId } from '#server/plumbing/ids.ts'

/** How long a ticket opens a door, ms. It lies in a page that waits for a click. */
export const ticketLivesMs = 5 * 60_000

/** What a ticket says. It is signed, not stored: making one changes nothing, using one does. */
export type Ticket = {
  id: string
  account: string
  resource: string
  person: string
  session: string | null
  expiresAt: number
}

/** @param key of this instance, for tickets only */
export function writeTicket(
  key: Buffer,
  about: Omit<Ticket, 'id' | 'expiresAt'>,
  now: number,
): { text: string; expiresAt: number } {
  const ticket: Ticket = { id: newId(now), ...about, expiresAt: now + ticketLivesMs }
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url')
  return { text: `${body}.${sign(key, body).toString('base64url')}`, expiresAt: ticket.expiresAt }
}

/** @returns undefined for anything that this instance did not write, or that is too old */
export function readTicket(key: Buffer, text: unknown, now: number): Ticket | undefined {
  if (typeof text !== 'string' || text.length > 1_000) return undefined
  const [body, signature, ...more] = text.split('.')
  if (!body || !signature || more.length > 0) return undefined
  const given = Buffer.from(signature, 'base64url')
  const wanted = sign(key, body)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  const ticket = JSON.parse(Buffer.from(body, 'base64url').toString()) as Ticket
  return now < ticket.expiresAt ? ticket : undefined
}

function sign(key: Buffer, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest()
}
