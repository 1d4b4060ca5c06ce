import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { howItEnded } from '#server/access/5-end/how-it-ended.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import type { Clock } from '#server/plumbing/clock.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { arrive } from './arrive.ts'
import { signAssertions } from './assertion.ts'
import { findPlaces, TooManyStrangers } from './find-place.ts'
import { keepHashes } from './keep-hashes.ts'
import { knowNames } from './know-names.ts'
import { mayGoOn, sayRefused } from './may-go-on.ts'
import { awayPage } from './pages.ts'
import { probeAtTheGate } from './probe.ts'
import { addressOf, dialectOf } from './read-asked.ts'
import { readHeaders } from './read-headers.ts'
import { isForAPerson, page, plain, problem, type Reply, send, senseless } from './reply.ts'
import { sayOften } from './say-often.ts'
import { leaveHere, sayWhoIsHere } from './stay-and-leave.ts'
import type { GateWork, Visit } from './visit.ts'

export type GateParts = {
  kernel: Kernel
  doorkeeper: Doorkeeper
  keys: Keys
  clock: Clock
  /** The desk's own origin, for instance https://desk.example: where visitors are sent, and who signs assertions. */
  deskOrigin(): string
  say(sentence: string): void
  /** The name of a person, for shops and for the visitor's own page. Asked once for each person inside, then kept. */
  nameOf?(personId: string): Promise<string | undefined>
}

export type Gate = {
  /** Is this address one of the gate's? Then `answer` answers it, whatever it is. */
  handles(url: string): boolean
  /** Answers a plain request of node:http; never throws. */
  answer(request: IncomingMessage, response: ServerResponse): void
  /** Presents a closed entry to the very decision that lets visitors in. */
  probe: ProbeEntry
}

/**
 * Opens the gate. Order of belief: first that nothing was smuggled into the headers, then the proxy's key, then what
 * the proxy says, then the visitor's cookie.
 */
export function openGate(parts: GateParts): Gate {
  const places = findPlaces(parts.doorkeeper)
  const say = sayOften(parts.say, parts.clock)
  const names = knowNames(parts.nameOf, parts.clock)
  const work: GateWork = {
    doorkeeper: parts.doorkeeper,
    clock: parts.clock,
    deskOrigin: parts.deskOrigin,
    entryMark: parts.keys.derive('entry'),
    hashes: keepHashes(50_000),
    names,
    howItEnded: (tokenHash, resource) =>
      parts.kernel.database
        .within(everyAccount, tx => howItEnded(tx, tokenHash, resource, parts.clock.now()))
        .catch(() => undefined),
    assert: signAssertions(parts.keys, names, parts.deskOrigin),
    say,
  }

  function atThisDoor(address: string, visit: Visit): Reply | Promise<Reply> {
    const dialect = dialectOf(address)
    if (dialect !== undefined) return mayGoOn(work, dialect, visit)
    switch (address) {
      case '/gate/refused':
        return sayRefused(work, visit)
      case '/gate/arrive':
        return arrive(work, parts, visit)
      case '/gate/here':
        return sayWhoIsHere(work, parts, visit)
      case '/gate/leave':
        return leaveHere(work, parts, visit)
      default:
        return plain(404, 'The gate has no such address.')
    }
  }

  function think(request: IncomingMessage): Reply | Promise<Reply> {
    const address = addressOf(request.url ?? '')
    const seen = readHeaders(request.rawHeaders)
    if (seen === undefined) return senseless
    if (seen.gateKey === undefined) return unknownKey()
    const place = places.now(seen.gateKey)
    if (place !== undefined) return atThisDoor(address, { request, seen, place })
    return places
      .slowly(seen.gateKey)
      .then(found => (found ? atThisDoor(address, { request, seen, place: found }) : unknownKey()))
  }

  function unknownKey(): Reply {
    say('A gate without a key that is known here asked and was refused. Was the key of a shop withdrawn?')
    return plain(403, 'This gate is not known here.')
  }

  function away(request: IncomingMessage, error: unknown): Reply {
    if (error instanceof TooManyStrangers) return plain(503, 'Too many unknown gates are asking.')
    say(`The gate could not look up who may enter, so nobody was let in: ${String(error)}`)
    const headers = { 'Retry-After': '2' }
    return isForAPerson(request)
      ? page(request, 503, awayPage(), headers)
      : problem('database-is-away', {}, headers)
  }

  function stumble(response: ServerResponse, error: unknown): void {
    say(`The gate stumbled and let nobody in: ${String(error)}`)
    send(response, plain(500, 'Something went wrong on our side.'))
  }

  return {
    handles: url => url.startsWith('/gate/'),
    answer(request, response) {
      try {
        const reply = think(request)
        if (!(reply instanceof Promise)) send(response, reply)
        else
          reply
            .catch(error => away(request, error))
            .then(late => send(response, late))
            .catch(error => stumble(response, error))
      } catch (error) {
        stumble(response, error)
      }
    },
    probe: probeAtTheGate(parts.doorkeeper),
  }
}
