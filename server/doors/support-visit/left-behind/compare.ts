import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import type { Inventory } from '#server/access/outside.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { forEachAtOnce } from '#server/plumbing/repeat.ts'
import { askInventory, type Connectors } from './ask-inventory.ts'
import { keepInventory, type Place, readBeginning } from './inventories.ts'
import { knownArtefacts, noteLeft, noteVanished, raiseCameBack } from './take-in.ts'
import { joinWatch } from './watch.ts'
import { whatIsLeft } from './what-is-left.ts'

const pageSize = 100
const atOnce = 4
/** So long one node has for one look before another one may try, minutes. */
const lookMinutes = 10
const longestPauseMinutes = 30

type Due = Place & { watchId: string; grantIds: string[] }

/**
 * Looks again at what is there, after a visit is over and what was made for it is gone, and writes down the difference.
 * A system that does not answer is asked again, ever less often, until it does.
 */
export async function compareEnded(kernel: Kernel, connectors: Connectors): Promise<void> {
  await forEachAtOnce(atOnce, await claimDue(kernel), async due => {
    const askedAt = kernel.clock.now()
    const inventory = await askInventory(connectors, due.system, due.resourceId)
    await record(kernel, { accounts: [due.accountId], by: { rule: 'witness' } }, r =>
      compare(r, due, inventory, askedAt),
    )
  })
}

/** Claimed before anybody is asked, so that two nodes do not ask the same shop. */
async function claimDue({ database, clock }: Kernel): Promise<Due[]> {
  const now = new Date(clock.now())
  const until = new Date(now.getTime() + lookMinutes * 60_000)
  const claimed = await database.within(everyAccount, tx =>
    sql<{ account_id: string; resource_id: string; system: string; watch_id: string; grant_id: string }>`
      update support_visit.watched_grants v set try_at = ${until}
      from support_visit.watches w
      where w.id = v.watch_id and (v.watch_id, v.grant_id) in (
        select d.watch_id, d.grant_id from support_visit.watched_grants d
        join support_visit.watches x on x.id = d.watch_id
        join access.grants g on g.id = d.grant_id and g.ending_at is not null
        where d.compared_at is null and d.try_at <= ${now}
          -- What another visit still wants stays, and is no reason to wait.
          and not exists (
            select from access.artefact_grants h join access.artefacts a on a.id = h.artefact_id
            where h.grant_id = d.grant_id and a.resource_id = x.resource_id and a.system = x.system
              and a.removing_at is not null and a.gone_at is null)
        order by d.try_at limit ${pageSize} for update of d skip locked)
      returning v.account_id, w.resource_id, w.system, v.watch_id, v.grant_id`.execute(tx),
  )
  return [...Map.groupBy(claimed.rows, row => row.watch_id)].map(([watchId, rows]) => ({
    accountId: rows[0]!.account_id,
    resourceId: rows[0]!.resource_id,
    system: rows[0]!.system,
    watchId,
    grantIds: rows.map(row => row.grant_id),
  }))
}

async function compare(r: Recording, due: Due, inventory: Inventory, askedAt: number): Promise<void> {
  const { watchId, grantIds } = due
  for (const grantId of grantIds)
    await keepInventory(r, { ...due, moment: 'end', watchId, grantId, askedAt, inventory })
  if (!inventory.seen) return putOff(r, due)

  const known = await knownArtefacts(r, due, inventory.found)
  await raiseCameBack(r, due, known, askedAt)
  const beginning = await readBeginning(r.tx, watchId)
  if (beginning) await noteLeft(r, due, watchId, grantIds[0]!, whatIsLeft(beginning, inventory.found, known))
  await noteVanished(r, due, inventory.found, askedAt)
  await r.tx
    .updateTable('support_visit.watched_grants')
    .set({ compared_at: r.at })
    .where('watch_id', '=', watchId)
    .where('grant_id', 'in', grantIds)
    .execute()
  await joinWatch(r, watchId, due)
  await sql`
    update support_visit.watches w set over_at = ${r.at}
    where w.id = ${watchId} and w.over_at is null
      and not exists (select from support_visit.watched_grants v where v.watch_id = w.id and v.compared_at is null)`.execute(
    r.tx,
  )
}

async function putOff(r: Recording, { watchId, grantIds }: Due): Promise<void> {
  await sql`
    update support_visit.watched_grants
    set tries = tries + 1,
      try_at = ${r.at}::timestamptz + least(power(2, least(tries, 10)), ${longestPauseMinutes}) * interval '1 minute'
    where watch_id = ${watchId} and grant_id = any (${grantIds}::uuid[])`.execute(r.tx)
}
