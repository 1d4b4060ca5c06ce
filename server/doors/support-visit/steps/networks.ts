import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { changeNetworks as operation } from '#contract/steps.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { readAddress } from './read-address.ts'
import { type House, readHouse, tellOwnersSide } from './tell-people.ts'

type View = Static<typeof operation.answer>

/** The provider's addresses, for wantAllowList. Everybody whom they concern reads them, and only the desk changes them. */
export function readAddresses({ database }: Pick<Kernel, 'database'>): Promise<string[]> {
  return database.within(everyAccount, async tx => (await readLive(tx)).map(({ network }) => network))
}

export function showNetworks({ database }: Pick<Kernel, 'database'>): Promise<View> {
  return database.within(everyAccount, async tx => ({
    items: (await readLive(tx)).map(({ network, label }) => ({ network, label })),
    openVisits: (await readListed(tx)).length,
  }))
}

/**
 * Puts the provider's addresses in place of those that were there, and tells the owners of all lists that are in use
 * what to let in and what to take out. The old ones stay noted with each list: at the end they come out too.
 * @throws Refusal 'not-a-network' with what was typed
 */
export async function changeNetworks(
  kernel: Kernel,
  by: { person: string },
  deskOrigin: string,
  wished: View['items'],
): Promise<void> {
  const networks = new Map<string, string>()
  for (const { network: typed, label } of wished) {
    const network = readAddress(typed)
    if (network === undefined) throw new Refusal('not-a-network', { network: typed })
    networks.set(network, label.trim())
  }
  const provider = await kernel.database.within(everyAccount, readProvider)
  const haveChanged = await record(kernel, { accounts: [provider.id], by }, async r => {
    const before = new Map((await readLive(r.tx)).map(({ network, label }) => [network, label]))
    const removed = [...before.keys()].filter(network => !networks.has(network))
    const added = [...networks.keys()].filter(network => !before.has(network))
    const renamed = [...networks].filter(
      ([network, label]) => before.has(network) && before.get(network) !== label,
    )
    if (removed.length + added.length + renamed.length === 0) return false
    await r.tx
      .updateTable('support_visit.networks')
      .set({ removed_at: r.at, removed_by: by.person })
      .where('account_id', '=', provider.id)
      .where('network', 'in', [...removed, ...renamed.map(([network]) => network), ''])
      .where('removed_at', 'is', null)
      .execute()
    const fresh = [...added, ...renamed.map(([network]) => network)]
    if (fresh.length > 0)
      await r.tx
        .insertInto('support_visit.networks')
        .values(
          fresh.map(network => ({
            id: newId(r.now),
            account_id: provider.id,
            network,
            label: networks.get(network)!,
            made_at: r.at,
            made_by: by.person,
          })),
        )
        .execute()
    r.fact('policy.changed', {}, { what: 'networks', added, removed })
    return added.length + removed.length > 0
  })
  if (haveChanged) await renewLists(kernel, deskOrigin)
}

/**
 * Brings every list that is in use to the provider's addresses. Asked of the state itself, so that what a crash left
 * undone is done by the next round, and what is done already stays as it is.
 */
export async function renewLists(kernel: Kernel, deskOrigin: string): Promise<number> {
  const house = await readHouse(kernel, deskOrigin)
  const addresses = await readAddresses(kernel)
  const lists = await kernel.database.within(everyAccount, readListed)
  const behind = lists.filter(list => list.addresses.join() !== addresses.join())
  await forEach(behind, list => renewList(kernel, house, list, addresses))
  return behind.length
}

async function renewList(
  kernel: Kernel,
  house: House,
  { artefact_id: artefactId, account_id: accountId }: Listed,
  addresses: readonly string[],
): Promise<void> {
  await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
    const [list] = (await readListed(r.tx)).filter(one => one.artefact_id === artefactId)
    if (!list) return
    const letIn = addresses.filter(one => !list.addresses.includes(one))
    const takeOut = list.addresses.filter(one => !addresses.includes(one))
    if (letIn.length + takeOut.length === 0 && list.addresses.join() === addresses.join()) return
    const old = [...new Set([...list.old_addresses, ...takeOut])].filter(one => !addresses.includes(one))
    await r.tx
      .updateTable('support_visit.guided_artefacts')
      .set({ addresses: [...addresses], old_addresses: old })
      .where('artefact_id', '=', artefactId)
      .execute()
    if (letIn.length + takeOut.length === 0) return
    // What was confirmed was another list.
    const undone = await r.tx
      .updateTable('support_visit.steps')
      .set({ confirmed_at: null, confirmed_by: null, note: null })
      .where('artefact_id', '=', artefactId)
      .where('phase', '=', 'open')
      .where('confirmed_at', 'is not', null)
      .returning('key')
      .execute()
    const about = { grant: list.grant_id, artefact: artefactId, resource: list.resource_id }
    for (const { key } of undone)
      r.fact('step.undone', about, {
        step: key,
        phase: 'open',
        why: 'the provider changed its addresses',
        letIn,
        takeOut,
      })
    await tellOwnersSide(r, { accountId, resourceId: list.resource_id, grantId: list.grant_id }, house, {
      kind: 'addresses-changed',
      letIn,
      takeOut,
    })
  })
}

type Listed = {
  artefact_id: string
  account_id: string
  resource_id: string
  grant_id: string
  addresses: string[]
  old_addresses: string[]
}

async function readListed(tx: Tx): Promise<Listed[]> {
  const found = await sql<Listed>`
    select w.artefact_id, w.account_id, a.resource_id, w.addresses, w.old_addresses,
      (select h.grant_id from access.artefact_grants h join access.grants g on g.id = h.grant_id
        where h.artefact_id = w.artefact_id order by g.ending_at is not null, g.made_at desc limit 1) as grant_id
    from support_visit.guided_artefacts w
    join access.artefacts a on a.id = w.artefact_id and a.kind = 'allow-list' and a.removing_at is null
    where w.taken_out_at is null
    order by w.artefact_id`.execute(tx)
  return found.rows
}

function readLive(tx: Tx) {
  return tx
    .selectFrom('support_visit.networks')
    .select(['network', 'label'])
    .where('removed_at', 'is', null)
    .orderBy('network')
    .execute()
}
