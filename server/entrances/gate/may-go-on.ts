import type { Answer } from '#server/access/4-enter/check-entry.ts'
import { hashSecret } from '#server/plumbing/ids.ts'
import { bearsOurMark } from '#server/plumbing/keys.ts'
import { isStrange, wayBack } from './check-target.ts'
import { linksOf, notOpenPage, overPage, signedOutPage } from './pages.ts'
import { type Asked, type Dialect, readAsked } from './read-asked.ts'
import { contradiction, cookieName, readCookie } from './read-cookie.ts'
import { isForAPerson, page, problem, type Reply, redirect, senseless } from './reply.ts'
import { type GateWork, isSecure, refuseOtherHost, type Visit } from './visit.ts'

/**
 * The question before every request of a visitor: may he go on? Answered from memory; the database is asked only when
 * memory cannot say. Rejects when it does not answer: then nobody goes on.
 */
export function mayGoOn(work: GateWork, dialect: Dialect, visit: Visit): Reply | Promise<Reply> {
  const { seen, place } = visit
  const asked = understand(work, dialect, visit)
  if (!('target' in asked)) return asked

  const token = readCookie(seen.cookies, cookieName(isSecure(visit)))
  if (token === contradiction) return senseless
  if (token === undefined) return notInside(work, dialect, visit, asked)

  const kept = work.hashes.kept(token)
  const hash = kept ?? hashSecret(token)
  const answer = work.doorkeeper.check(hash, place.resource)
  if (answer !== undefined) {
    if (answer.let !== 'in') work.hashes.forget(token)
    else if (kept === undefined) work.hashes.keep(token, hash)
    return say(work, dialect, visit, asked, hash, answer)
  }
  if (!bearsOurMark(work.entryMark, token)) return notInside(work, dialect, visit, asked)
  return work.doorkeeper
    .checkSlowly(hash, place.resource)
    .then(found => say(work, dialect, visit, asked, hash, found))
}

/** What the visitor wants, if his proxy says it properly and it is about this shop. */
function understand(work: GateWork, dialect: Dialect, visit: Visit): Asked | Reply {
  const asked = readAsked(dialect, visit.request, visit.seen)
  if (asked === undefined) {
    work.say(
      `The proxy of ${visit.place.name} does not say what was asked for (${dialect}). See docs/connect-a-shop.md.`,
    )
    return senseless
  }
  if (isStrange(asked.target)) return senseless
  return refuseOtherHost(work, visit, asked.host) ?? asked
}

function say(
  work: GateWork,
  dialect: Dialect,
  visit: Visit,
  asked: Asked,
  hash: Buffer,
  answer: Answer,
): Reply | Promise<Reply> {
  if (answer.let === 'in') {
    const audience = visit.place.origin ?? visit.place.resource
    const assertion = work.assert(answer, audience, work.clock.now())
    if (assertion !== undefined) return assertion
    // Looking up a name takes time, and a yes does not keep: it is decided anew.
    return work.names.slowly(answer.entry.person).then(() => mayGoOn(work, dialect, visit))
  }
  switch (answer.because) {
    case 'closed':
    case 'no-grant':
      return over(work, dialect, visit, asked, hash)
    // Not of this shop, or of nobody: the same as no entry at all.
    case 'other-resource':
    case 'unknown':
      return notInside(work, dialect, visit, asked)
  }
}

function notInside(work: GateWork, dialect: Dialect, { request, place }: Visit, asked: Asked): Reply {
  const links = linksOf(work.deskOrigin(), place.resource)
  const isReading = asked.method === 'GET' || asked.method === 'HEAD'
  const isPerson = isForAPerson(request)
  const enterAt = links.enter(isReading ? wayBack(asked.target) : '/')
  const headers = { 'WWW-Authenticate': 'Einlass' }
  if (dialect === 'nginx')
    return problem('not-signed-in', {}, isPerson && isReading ? { 'X-Einlass-Location': enterAt } : {})
  if (!isPerson) return problem('not-signed-in', { enterAt }, headers)
  if (isReading) return redirect(302, enterAt)
  return page(request, 401, signedOutPage(place, links), headers)
}

function over(
  work: GateWork,
  dialect: Dialect,
  { request, place }: Visit,
  asked: Asked,
  hash: Buffer,
): Reply | Promise<Reply> {
  const links = linksOf(work.deskOrigin(), place.resource)
  // nginx throws this body away and fetches the page from /gate/refused.
  if (dialect === 'nginx' || !isForAPerson(request)) return problem('no-open-grant', { askAt: links.ask })
  return work
    .howItEnded(hash, place.resource)
    .then(ended => page(request, 403, overPage(place, links, wayBack(asked.target), ended)))
}

/** The page behind nginx's 403, which keeps nothing of the first answer but its status: looks again and says why. */
export async function sayRefused(work: GateWork, visit: Visit): Promise<Reply> {
  const { request, seen, place } = visit
  const asked = understand(work, 'nginx', visit)
  if (!('target' in asked)) return asked
  const links = linksOf(work.deskOrigin(), place.resource)
  if (!isForAPerson(request)) return problem('no-open-grant', { askAt: links.ask })

  const token = readCookie(seen.cookies, cookieName(isSecure(visit)))
  const to = wayBack(asked.target)
  const hash =
    typeof token === 'string' && bearsOurMark(work.entryMark, token) ? hashSecret(token) : undefined
  if (!hash || !isOfThisShop(await work.doorkeeper.checkSlowly(hash, place.resource)))
    return page(request, 403, notOpenPage(place, links, to))
  return page(request, 403, overPage(place, links, to, await work.howItEnded(hash, place.resource)))
}

function isOfThisShop(answer: Answer): boolean {
  return answer.let === 'in' || answer.because === 'closed' || answer.because === 'no-grant'
}
