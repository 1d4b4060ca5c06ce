import { sql } from 'kysely'
import type { BeforeMaking } from '#server/access/3-grant/make-artefacts.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { askInventory, type Connectors } from './ask-inventory.ts'
import { keepInventory, type Place } from './inventories.ts'
import { noteVanished } from './take-in.ts'

export const door = 'support-visit'

/**
 * Looks at what is there before anything is made for a visit, so that the end can be compared with it. If that cannot be
 * seen, the visit begins all the same and the owner is told: nobody waits for help because an inventory failed. While
 * nothing was made yet, the look is tried again with each try to make it.
 */
export function watchBeforeMaking(kernel: Kernel, connectors: Connectors): BeforeMaking {
  return async wanted => {
    const place: Place = wanted
    const isKnown = await kernel.database.within(wanted.accountId, async tx => {
      if (!(await isOfVisit(tx, wanted.artefactId))) return true
      const watch = await findWatch(tx, place)
      return watch !== undefined && !watch.may_still_begin && !(await hasStrangers(tx, watch.id, place))
    })
    if (isKnown) return
    const askedAt = kernel.clock.now()
    const inventory = await askInventory(connectors, place.system, place.resourceId)
    await record(kernel, { accounts: [place.accountId], by: { rule: 'clock' } }, async r => {
      const watch = (await findWatch(r.tx, place)) ?? (await beginWatch(r, place))
      // Whoever has made something meanwhile had looked before: his look counts.
      if (watch.may_still_begin) {
        await keepInventory(r, {
          ...place,
          moment: 'beginning',
          watchId: watch.id,
          grantId: null,
          askedAt,
          inventory,
        })
        // What is missing now and comes later is news again.
        if (inventory.seen) await noteVanished(r, place, inventory.found, askedAt)
      }
      await joinWatch(r, watch.id, place)
    })
  }
}

async function isOfVisit(tx: Tx, artefactId: string): Promise<boolean> {
  const held = await tx
    .selectFrom('access.artefact_grants as h')
    .innerJoin('access.grants as g', 'g.id', 'h.grant_id')
    .select('g.id')
    .where('h.artefact_id', '=', artefactId)
    .where('g.door', '=', door)
    .limit(1)
    .executeTakeFirst()
  return held !== undefined
}

type Watch = { id: string; may_still_begin: boolean }

/** may_still_begin: the beginning was not seen yet, and nothing was made since that would be in it. */
async function findWatch(tx: Tx, { resourceId, system }: Place): Promise<Watch | undefined> {
  const found = await sql<Watch>`
    select w.id,
      not exists (select from support_visit.inventories i where i.watch_id = w.id and i.moment = 'beginning' and i.found is not null)
      and not exists (
        select from support_visit.watched_grants v
        join access.artefact_grants h on h.grant_id = v.grant_id
        join access.artefacts a on a.id = h.artefact_id and a.resource_id = w.resource_id and a.system = w.system
        where v.watch_id = w.id and (a.present_at is not null or a.gone_at is not null)) as may_still_begin
    from support_visit.watches w
    where w.resource_id = ${resourceId} and w.system = ${system} and w.over_at is null`.execute(tx)
  return found.rows[0]
}

async function beginWatch(r: Recording, { accountId, resourceId, system }: Place): Promise<Watch> {
  const id = newId(r.now)
  await r.tx
    .insertInto('support_visit.watches')
    .values({ id, account_id: accountId, resource_id: resourceId, system, began_at: r.at })
    .execute()
  return { id, may_still_begin: true }
}

/** Visits that hold something there and are not watched yet: they share what another one has made, or what is to be made. */
const strangers = (watchId: string, { accountId, resourceId, system }: Place) => sql`
  select distinct g.id from access.grants g
  join support_visit.watches w on w.id = ${watchId}
  join access.artefact_grants h on h.grant_id = g.id
  join access.artefacts a on a.id = h.artefact_id and a.resource_id = ${resourceId} and a.system = ${system}
  where g.account_id = ${accountId} and g.door = ${door} and (g.ending_at is null or g.ending_at >= w.began_at)
    and not exists (select from support_visit.watched_grants v where v.watch_id = w.id and v.grant_id = g.id)`

async function hasStrangers(tx: Tx, watchId: string, place: Place): Promise<boolean> {
  const found = await sql`${strangers(watchId, place)} limit 1`.execute(tx)
  return found.rows.length > 0
}

export async function joinWatch(r: Recording, watchId: string, place: Place): Promise<void> {
  await sql`
    insert into support_visit.watched_grants (account_id, watch_id, grant_id, try_at)
    select ${place.accountId}::uuid, ${watchId}::uuid, s.id, ${r.at}::timestamptz from (${strangers(watchId, place)}) s
    on conflict do nothing`.execute(r.tx)
}
