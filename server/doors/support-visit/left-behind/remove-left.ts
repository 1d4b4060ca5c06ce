import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { brokenPromise, type Closed, type Found, type Inventory } from '#server/access/outside.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { forEachAtOnce } from '#server/plumbing/repeat.ts'
import { askInventory, type Connectors } from './ask-inventory.ts'
import { keepInventory, type Place, readBeginning } from './inventories.ts'
import { noteLeft, noteVanished } from './take-in.ts'
import { keyOf, whatItBecame } from './what-is-left.ts'

const atOnce = 4
const pageSize = 100
/** So long whoever wanted it away has for it; then the desk's round takes it up. */
const goesOnAfterMs = 2 * 60_000

type Thing = { id: string; kind: string; found_id: string; name: string; watch_id: string | null }
type Job = { place: Place; things: Thing[] }

/**
 * Marks these for removal, takes them away where the connector can, and looks again. What a system says of its own doing
 * is no proof: only an inventory that was seen without the thing is. What was kept may be taken away after all.
 * @throws Refusal 'not-found' when one of them does not belong to this visit; 'left-behind-is-over'
 */
export async function removeLeft(
  kernel: Kernel,
  connectors: Connectors,
  wish: { accountId: string; resourceId: string; personId: string; ids: readonly string[] },
): Promise<void> {
  const { accountId, resourceId, ids } = wish
  const jobs = await kernel.database.within(accountId, async tx => {
    const marked = await sql<Thing & { system: string }>`
      update support_visit.left_behind
      set removing_at = ${new Date(kernel.clock.now())}, removing_by = ${wish.personId}, cannot = null,
        kept_at = null, kept_by = null, note = null
      where account_id = ${accountId} and resource_id = ${resourceId} and id = any (${[...new Set(ids)]}::uuid[])
        and removed_at is null and vanished_at is null
      returning id, kind, found_id, name, watch_id, system`.execute(tx)
    if (marked.rows.length < new Set(ids).size) throw new Refusal('left-behind-is-over')
    return [...Map.groupBy(marked.rows, row => row.system)].map(
      ([system, things]): Job => ({ place: { accountId, resourceId, system }, things }),
    )
  })
  for (const job of jobs) await takeAway(kernel, connectors, job, { person: wish.personId })
}

/** What was to be removed when a node died, or while the system did not answer. */
export async function goOnRemoving(kernel: Kernel, connectors: Connectors): Promise<void> {
  const now = kernel.clock.now()
  const left = await kernel.database.within(everyAccount, tx =>
    sql<Thing & { account_id: string; resource_id: string; system: string }>`
      update support_visit.left_behind set removing_at = ${new Date(now)}
      where id in (
        select id from support_visit.left_behind
        where removing_at <= ${new Date(now - goesOnAfterMs)} and removed_at is null and cannot is null and vanished_at is null
        order by removing_at limit ${pageSize} for update skip locked)
      returning id, kind, found_id, name, watch_id, account_id, resource_id, system`.execute(tx),
  )
  const jobs = Map.groupBy(left.rows, row => `${row.resource_id} ${row.system}`)
  await forEachAtOnce(atOnce, jobs.values(), async things => {
    const { account_id: accountId, resource_id: resourceId, system } = things[0]!
    await takeAway(
      kernel,
      connectors,
      { place: { accountId, resourceId, system }, things },
      { rule: 'clock' },
    )
  })
}

async function takeAway(
  kernel: Kernel,
  connectors: Connectors,
  { place, things }: Job,
  by: { person: string } | { rule: 'clock' },
): Promise<void> {
  const { accountId, system, resourceId } = place
  const connector = connectors.get(system)
  const outcomes = new Map<string, Closed>()
  // One after the other: some systems write a whole file for each.
  for (const thing of things) {
    const closed: Closed = connector
      ? await connector
          .remove(resourceId, { kind: thing.kind, id: thing.found_id })
          .catch(error => ({ done: false as const, ...brokenPromise(system, error) }))
      : { done: false, error: `This desk has no connector "${system}".` }
    outcomes.set(thing.id, closed)
  }
  const askedAt = kernel.clock.now()
  const inventory = await askInventory(connectors, system, resourceId)
  await record(kernel, { accounts: [accountId], by }, async r => {
    await keepInventory(
      r,
      { ...place, moment: 'check', watchId: null, grantId: null, askedAt, inventory },
      true,
    )
    await settle(r, place, things, outcomes, inventory)
    if (inventory.seen) await noteVanished(r, place, inventory.found, askedAt)
  })
}

async function settle(
  r: Recording,
  place: Place,
  things: readonly Thing[],
  outcomes: ReadonlyMap<string, Closed>,
  inventory: Inventory,
): Promise<void> {
  const there = inventory.seen ? new Set(inventory.found.map(keyOf)) : undefined
  for (const thing of things) {
    const outcome = outcomes.get(thing.id)!
    const isThere = there?.has(keyOf({ kind: thing.kind, id: thing.found_id }))
    // Done, as it says, and nobody could look: that stays open, and the round looks again.
    if (isThere === undefined && outcome.done) continue
    if (isThere === false && inventory.seen) await noteRemoved(r, place, thing, inventory.found)
    else
      await unsettled(r, thing)
        .set({
          cannot: outcome.done
            ? 'The system said that it is gone, but it is still there.'
            : outcome.error.slice(0, 500),
        })
        .execute()
  }
}

/** Not twice: whoever else has taken it away has noted it. */
function unsettled(r: Recording, { id }: Thing) {
  return r.tx
    .updateTable('support_visit.left_behind')
    .where('id', '=', id)
    .where('removing_at', 'is not', null)
    .where('removed_at', 'is', null)
    .where('vanished_at', 'is', null)
}

async function noteRemoved(r: Recording, place: Place, thing: Thing, now: Found[]): Promise<void> {
  const witness = 'The system was asked for everything that is there, and this is not there any more.'
  const removed = await unsettled(r, thing)
    .set({ removed_at: r.at, witness, cannot: null })
    .returning('id')
    .executeTakeFirst()
  if (!removed) return
  const { kind, found_id: id, name } = thing
  r.fact(
    'left-behind.removed',
    { resource: place.resourceId },
    { system: place.system, kind, id, name, witness },
    place.accountId,
  )
  const before = thing.watch_id ? await readBeginning(r.tx, thing.watch_id) : undefined
  if (before) await noteLeft(r, place, thing.watch_id, null, whatItBecame({ kind, id, name }, before, now))
}
