import { sql } from 'kysely'
import type { Kernel } from '#server/access/record.ts'
import { readHouse } from '#server/people/house.ts'
import type { AddressWaiting, PartyBonds } from '#server/people/parties/what-needs-party.ts'
import { askChange } from './changes/ask.ts'
import { type Change, isRunning, readChanges, runs } from './changes/read-changes.ts'
import { stopChange } from './changes/stop.ts'
import { domainsThatNeed, isHolder } from './keep-holder.ts'

/**
 * What contacts have to do with domains: who holds one is needed, and his mail address changes only after both mailboxes
 * have confirmed it, because with it the domain could be taken.
 * @param origin of the desk, where links lead
 */
export function holderBonds(kernel: Kernel, origin: string): PartyBonds {
  return {
    asked: [domainsThatNeed],
    async holding() {
      const post = await readHouse(kernel.database, origin)
      return async (r, accountId, party, next) => {
        if ((await domainsThatNeed(r.tx, accountId, party.id)).length === 0) return null
        const which = sql`c.account_id = ${accountId} and c.kind = 'address' and c.party_id = ${party.id} and ${runs}`
        for (const running of await readChanges(r.tx, which, r.at)) {
          if (running.newAddress === next.emailAscii && isRunning(running.state)) return waits(running)
          await stopChange(r, accountId, running.id, 'replaced', post)
        }
        const change = await askChange(
          r,
          accountId,
          { kind: 'address', party: { id: party.id, address: party.emailAscii! }, next },
          post,
        )
        return waits(change)
      }
    },
    async tellBonds(tx, accountId, partyIds, at) {
      if (partyIds.length === 0) return { holders: [], addressesWaiting: [] }
      const which = sql`c.account_id = ${accountId} and c.kind = 'address' and ${runs}
        and c.party_id = any (${[...partyIds]}::uuid[])`
      const running = await readChanges(tx, which, at)
      return {
        holders: [...(await isHolder(tx, accountId, partyIds))],
        addressesWaiting: running.filter(({ state }) => isRunning(state)).map(waits),
      }
    },
  }
}

function waits(change: Change): AddressWaiting {
  return {
    changeId: change.id,
    contactId: change.next.id,
    email: change.newShown ?? change.newAddress,
    oldConfirmed: change.oldConfirmed,
    newConfirmed: change.newConfirmed,
    expiresAt: change.expiresAt.toISOString(),
    takesEffectAt: change.takesEffectAt?.toISOString() ?? null,
  }
}
