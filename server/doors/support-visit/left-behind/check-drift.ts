import { sql } from 'kysely'
import { noteFoundAgain, noteMissing } from '#server/access/3-grant/artefact-missing.ts'
import { everyAccount } from '#server/access/account.ts'
import { brokenPromise, type Confirmed, type Found, type Inventory } from '#server/access/outside.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { forEachAtOnce } from '#server/plumbing/repeat.ts'
import { askInventory, type Connectors } from './ask-inventory.ts'
import { keepInventory, type Place } from './inventories.ts'
import { knownArtefacts, noteLeft, noteSighting, noteVanished, raiseCameBack } from './take-in.ts'
import { keyOf } from './what-is-left.ts'

const pageSize = 200
const atOnce = 4
const hour = 3_600_000
/** A day, and less than a day where nothing could be seen. */
const nextAfterMs = { seen: 24 * hour, unseen: hour }

/** Looks once a day at every connected system: at what is there without a visit, and at what a visit misses. */
export async function checkDaily(kernel: Kernel, connectors: Connectors): Promise<void> {
  await forEachAtOnce(atOnce, await claimDue(kernel, connectors), place =>
    checkPlace(kernel, connectors, place, { rule: 'clock' }),
  )
}

/** Claimed before anybody is asked, so that two nodes do not ask the same shop. */
async function claimDue({ database, clock }: Kernel, connectors: Connectors): Promise<Place[]> {
  const now = new Date(clock.now())
  const next = new Date(now.getTime() + nextAfterMs.unseen)
  return database.within(everyAccount, async tx => {
    const claimed = await sql<{ account_id: string; resource_id: string; system: string }>`
      with due as (
        select c.account_id, c.resource_id, c.system from support_visit.connections c
        join access.resources s on s.id = c.resource_id and s.removed_at is null
        left join support_visit.checks k on k.resource_id = c.resource_id
        where c.removed_at is null and c.system = any (${[...connectors.keys()]}::text[])
          and (k.due_at is null or k.due_at <= ${now})
        order by k.due_at nulls first limit ${pageSize}),
      claimed as (
        insert into support_visit.checks (resource_id, account_id, due_at)
        select resource_id, account_id, ${next}::timestamptz from due
        on conflict (resource_id) do update set due_at = ${next} where checks.due_at <= ${now}
        returning resource_id)
      select d.* from due d join claimed using (resource_id)`.execute(tx)
    return claimed.rows.map(row => ({
      accountId: row.account_id,
      resourceId: row.resource_id,
      system: row.system,
    }))
  })
}

/** @returns what was seen */
export async function checkPlace(
  kernel: Kernel,
  connectors: Connectors,
  place: Place,
  by: Actor,
): Promise<Inventory> {
  const askedAt = kernel.clock.now()
  const inventory = await askInventory(connectors, place.system, place.resourceId)
  const missing = inventory.seen ? await findMissing(kernel, connectors, place, inventory.found) : []
  await record(kernel, { accounts: [place.accountId], by }, async r => {
    const isAsked = 'person' in by
    await keepInventory(
      r,
      { ...place, moment: 'check', watchId: null, grantId: null, askedAt, inventory },
      !isAsked,
    )
    await planNext(r, place, inventory.seen)
    if (!inventory.seen) return
    const known = await knownArtefacts(r, place, inventory.found)
    await raiseCameBack(r, place, known, askedAt)
    for (const artefactId of known) await noteFoundAgain(r, place.accountId, artefactId)
    for (const { id, how } of missing)
      if (await noteMissing(r, place.accountId, id, how, askedAt))
        await noteSighting(r, place.accountId, id, 'missing')
    await noteLeft(r, place, null, null, await strangersIn(r, place, inventory.found, known))
    await noteVanished(r, place, inventory.found, askedAt)
  })
  return inventory
}

async function planNext(r: Recording, { accountId, resourceId }: Place, seen: boolean): Promise<void> {
  const due = new Date(r.now + (seen ? nextAfterMs.seen : nextAfterMs.unseen))
  await r.tx
    .insertInto('support_visit.checks')
    .values({ resource_id: resourceId, account_id: accountId, due_at: due })
    .onConflict(conflict => conflict.column('resource_id').doUpdateSet({ due_at: due }))
    .execute()
}

/**
 * What bears the mark of a desk and is known to none, and what was taken away after a visit and is there once more: a
 * backup brings back everything. The rest is the business of the shop's own people.
 */
async function strangersIn(
  r: Recording,
  { resourceId, system }: Place,
  found: readonly Found[],
  known: ReadonlySet<string>,
): Promise<Found[]> {
  const over = await r.tx
    .selectFrom('support_visit.left_behind')
    .select(['kind', 'found_id', 'name'])
    .where('resource_id', '=', resourceId)
    .where('system', '=', system)
    .where(eb => eb.or([eb('removed_at', 'is not', null), eb('vanished_at', 'is not', null)]))
    .where('kept_at', 'is', null)
    .execute()
  const wasLeft = new Map(over.map(row => [keyOf({ kind: row.kind, id: row.found_id }), row.name]))
  return found.filter(one =>
    one.artefactId === undefined ? wasLeft.get(keyOf(one)) === one.name : !known.has(one.artefactId),
  )
}

/**
 * What open visits want to be there and no inventory shows. An inventory shows what is powerful and not everything, so
 * it is missing only when the connector has looked for this very thing and says that it is gone.
 */
async function findMissing(
  { database }: Parameters<typeof checkPlace>[0],
  connectors: Connectors,
  { accountId, resourceId, system }: Place,
  found: readonly Found[],
): Promise<{ id: string; how: string }[]> {
  const shown = new Set(found.map(one => one.artefactId))
  const wanted = await database.within(accountId, tx =>
    tx
      .selectFrom('access.artefacts')
      .select(['id', 'kind', 'reference'])
      .where('resource_id', '=', resourceId)
      .where('system', '=', system)
      .where('present_at', 'is not', null)
      .where('removing_at', 'is', null)
      .where('missing_at', 'is', null)
      .execute(),
  )
  const missing: { id: string; how: string }[] = []
  for (const artefact of wanted.filter(one => !shown.has(one.id))) {
    const trace = {
      artefactId: artefact.id,
      resourceId,
      kind: artefact.kind,
      reference: artefact.reference as Record<string, unknown>,
    }
    const looked: Confirmed = await connectors
      .get(system)!
      .confirmClosed(trace)
      .catch(error => ({ gone: false as const, ...brokenPromise(system, error) }))
    if (looked.gone) missing.push({ id: artefact.id, how: looked.how })
  }
  return missing
}
