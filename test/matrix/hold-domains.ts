import { addResource } from '#server/access/add-resource.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { askChange } from '#server/doors/sub-account/holders/changes/ask.ts'
import { keepHolder } from '#server/doors/sub-account/routes.ts'
import { addParty } from '#server/people/parties/change-parties.ts'
import { asOwner } from '../database.ts'

const house = { origin: 'http://localhost', provider: 'Shopwerk', zone: 'Europe/Berlin' }

/** A domain with its holder, one whose change is asked for, and one whose change waits for the provider. */
export async function holdDomains(kernel: Kernel, ownerUrl: string, accountId: string, owner: string) {
  const add = async (name: string) => {
    const email = `${name.toLowerCase()}-${accountId.slice(-4)}@example.org`
    const draft = {
      name,
      email,
      kind: 'person' as const,
      country: 'DE',
      street: ['Hauptstraße 1'],
      postcode: '10115',
    }
    const rest = { city: 'Berlin', phone: '030 901820', language: 'de', zone: 'Europe/Berlin' }
    const by = { person: owner, standing: { as: 'owner' } as const }
    return (await addParty(kernel, by, accountId, { ...draft, ...rest })).contact
  }
  const [holder, next] = [await add('Hanna'), await add('Nele')]
  const held = async (r: Recording, name: string) => {
    const own = `${name}-${accountId.slice(-4)}.example`
    const id = await addResource(r, accountId, { kind: 'domain', name: own, origin: null, reference: own })
    await keepHolder(r, accountId, id, holder.id)
    return id
  }
  const ask = async (r: Recording, resourceId: string) => {
    const side = (contact: typeof holder) => ({ id: contact.id, address: contact.emailAscii! })
    const wish = { kind: 'holder', resourceId, old: side(holder), next: side(next), note: null } as const
    return (await askChange(r, accountId, wish, house)).id
  }
  const made = await record(kernel, { accounts: [accountId], by: { person: owner } }, async r => ({
    domain: await held(r, 'one'),
    nextHolder: next.id,
    assetChange: await ask(r, await held(r, 'two')),
    providerChange: await ask(r, await held(r, 'three')),
  }))
  await asOwner(ownerUrl, client =>
    client.query(
      'update sub_account.asset_changes set old_confirmed_at = asked_at, new_confirmed_at = asked_at, takes_effect_at = asked_at where id = $1',
      [made.providerChange],
    ),
  )
  return made
}
