import { isIP } from 'node:net'
import { enter } from '#server/access/4-enter/enter.ts'
import { readTicket } from '#server/access/4-enter/ticket.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Keys, newMarkedSecret } from '#server/plumbing/keys.ts'
import { wayBack } from './check-target.ts'
import { badTicketPage, linksOf, notOpenPage } from './pages.ts'
import { writeCookie } from './read-cookie.ts'
import { readForm } from './read-form.ts'
import { page, plain, type Reply, redirect } from './reply.ts'
import { type GateWork, isSecure, refuseOtherHost, type Visit } from './visit.ts'

/**
 * The visitor comes with his ticket, sent as a form from the desk's own page: a ticket of this shop becomes an entry,
 * the entry a cookie on the shop's host. Only the desk may send it: whoever could plant a ticket of his own in somebody
 * else's browser would have that person work under a stranger's name.
 */
export async function arrive(
  work: GateWork,
  parts: { kernel: Kernel; keys: Keys },
  visit: Visit,
): Promise<Reply> {
  const { request, seen, place } = visit
  if (request.method !== 'POST') return plain(405, 'Tickets are handed over by a form.')
  const otherHost = refuseOtherHost(work, visit, seen.forwardedHost)
  if (otherHost) return otherHost
  const links = linksOf(work.deskOrigin(), place.resource)
  if (!comesFromTheDesk(visit, work.deskOrigin()))
    return page(request, 403, badTicketPage('otherSite', links, '/'))

  const form = await readForm(request)
  if (form === undefined) return page(request, 400, badTicketPage('wrongTicket', links, '/'))
  const to = wayBack(form['to'])
  const ticket = readTicket(parts.keys.derive('ticket'), form['ticket'], work.clock.now())
  if (ticket === undefined) return page(request, 410, badTicketPage('ticketOver', links, to))
  // The key says where this is; a ticket for any other door is worth nothing here.
  if (ticket.resource !== place.resource || ticket.account !== place.account)
    return page(request, 403, badTicketPage('wrongTicket', links, '/'))

  const token = newMarkedSecret(work.entryMark)
  try {
    await enter(parts.kernel, ticket, 'gate', token, { network: networkOf(visit), device: deviceOf(visit) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'ticket-is-over') return page(request, 410, badTicketPage('ticketOver', links, to))
    return page(request, 403, notOpenPage(place, links, to))
  }
  return redirect(303, to, { 'Set-Cookie': writeCookie(isSecure(visit), token) })
}

/** Browsers name the origin of every form they send; `null` is what a page without one says, so not the desk's. */
function comesFromTheDesk({ request }: Visit, deskOrigin: string): boolean {
  const { origin } = request.headers
  if (origin !== undefined && origin !== deskOrigin) return false
  // In a frame, the visitor would not see where he is.
  const destination = request.headers['sec-fetch-dest']
  return destination === undefined || destination === 'document'
}

/** The visitor's address as the proxy saw it: the last one of the list, the others are what he says himself. */
function networkOf({ seen }: Visit): string | null {
  const last = seen.forwardedFor?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? null : last
}

function deviceOf({ request }: Visit): string | null {
  return (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200) || null
}
