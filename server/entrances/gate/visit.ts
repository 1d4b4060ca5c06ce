import type { IncomingMessage } from 'node:http'
import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import type { HowItEnded } from '#server/access/5-end/how-it-ended.ts'
import type { Clock } from '#server/plumbing/clock.ts'
import type { LetIn } from './assertion.ts'
import type { Place } from './find-place.ts'
import type { Hashes } from './keep-hashes.ts'
import type { Names } from './know-names.ts'
import { isHostOf } from './read-asked.ts'
import type { Seen } from './read-headers.ts'
import { plain, type Ready, type Reply } from './reply.ts'

/** One request to the gate, after the proxy has proven where it stands. */
export type Visit = { request: IncomingMessage; seen: Seen; place: Place }

/** What every part of the gate works with. */
export type GateWork = {
  doorkeeper: Doorkeeper
  clock: Clock
  deskOrigin(): string
  /** Key of the marks by which we know the tokens that we made. */
  entryMark: Buffer
  /** Hashes of the tokens that are being let in. */
  hashes: Hashes
  assert(answer: LetIn, audience: string, now: number): Ready | undefined
  names: Names
  /** For the page of somebody who was inside. Never rejects: without the database the page says less. */
  howItEnded(tokenHash: Buffer, resource: string): Promise<HowItEnded | undefined>
  say(sentence: string): void
}

/** Is the connection between visitor and shop safe? The shop's own origin says so; only without one the proxy. */
export function isSecure({ place, seen }: Visit): boolean {
  return place.origin === null ? seen.forwardedProto === 'https' : place.origin.startsWith('https:')
}

/**
 * A right key at a wrong address: copied to another shop's proxy, or a forged host.
 * @returns the refusal; undefined: the address is right
 */
export function refuseOtherHost(
  work: GateWork,
  { place }: Visit,
  host: string | undefined,
): Reply | undefined {
  if (place.origin === null || (host !== undefined && isHostOf(host, place.origin))) return undefined
  const asked = host === undefined ? 'none' : JSON.stringify(host.slice(0, 100))
  work.say(`A gate with the key of ${place.name} (${place.origin}) asked for another address: ${asked}.`)
  return plain(403, 'This gate stands at another address.')
}
