import { leave } from '#server/access/5-end/leave.ts'
import { readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { hashSecret } from '#server/plumbing/ids.ts'
import { bearsOurMark } from '#server/plumbing/keys.ts'
import type { LetIn } from './assertion.ts'
import { badTicketPage, herePage, linksOf, outsidePage } from './pages.ts'
import { clearCookie, cookieName, readCookie } from './read-cookie.ts'
import { page, plain, type Reply } from './reply.ts'
import { type GateWork, isSecure, refuseOtherHost, type Visit } from './visit.ts'

type Parts = { kernel: Kernel }

/** The visitor asks who he is here and until when. */
export async function sayWhoIsHere(work: GateWork, parts: Parts, visit: Visit): Promise<Reply> {
  const { request, seen, place } = visit
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'This page is only looked at.')
  const otherHost = refuseOtherHost(work, visit, seen.forwardedHost)
  if (otherHost) return otherHost
  const links = linksOf(work.deskOrigin(), place.resource)
  const answer = await whoIsInside(work, visit)
  if (!answer) return page(request, 200, outsidePage(place, links, false))
  const { zone } = await parts.kernel.database.within(place.account, tx => readAccount(tx, place.account))
  if (work.names.now(answer.entry.person) === undefined) await work.names.slowly(answer.entry.person)
  const name = work.names.now(answer.entry.person) ?? undefined
  return page(request, 200, herePage(place, links, answer, { name, zone, now: work.clock.now() }))
}

/** The visitor leaves: his entry is closed, the cookie goes. Only from a page of the shop itself, not from elsewhere. */
export async function leaveHere(work: GateWork, parts: Parts, visit: Visit): Promise<Reply> {
  const { request, seen, place } = visit
  if (request.method !== 'POST') return plain(405, 'Leaving is a button.')
  const otherHost = refuseOtherHost(work, visit, seen.forwardedHost)
  if (otherHost) return otherHost
  const links = linksOf(work.deskOrigin(), place.resource)
  if (!comesFromTheShop(visit)) return page(request, 403, badTicketPage('otherSite', links, '/'))
  const answer = await whoIsInside(work, visit)
  if (answer) {
    const by = { person: answer.entry.person }
    await record(parts.kernel, { accounts: [place.account], by }, r =>
      leave(r, place.account, [answer.entry.id], 'left'),
    )
  }
  const headers = { 'Set-Cookie': clearCookie(isSecure(visit)) }
  return page(request, 200, outsidePage(place, links, true), headers)
}

async function whoIsInside(work: GateWork, visit: Visit): Promise<LetIn | undefined> {
  const token = readCookie(visit.seen.cookies, cookieName(isSecure(visit)))
  if (typeof token !== 'string' || !bearsOurMark(work.entryMark, token)) return undefined
  const answer = await work.doorkeeper.checkSlowly(hashSecret(token), visit.place.resource)
  return answer.let === 'in' ? answer : undefined
}

/** Browsers say it in one way (Fetch Metadata) or in the other (Origin); who says neither has no button to press. */
function comesFromTheShop({ request, seen, place }: Visit): boolean {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  const own = place.origin ?? `${seen.forwardedProto ?? 'http'}://${seen.forwardedHost ?? ''}`
  return origin === undefined ? site === 'same-origin' : origin === own
}
