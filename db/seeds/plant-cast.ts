import { addResource, makeEntranceKey } from '#server/access/add-resource.ts'
import { joinTeam, makeTeam } from '#server/access/join-team.ts'
import { makeAccount } from '#server/access/make-account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { hashPassword } from '#server/people/password.ts'
import { findOrAddPerson } from '#server/people/persons.ts'
import { keepTotpSecret, takeTotpCode, totpCode, totpStepAt } from '#server/people/totp.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { accounts, type CastName, demoPassword, demoTotpSecret, people, provider } from './cast.ts'

export type Planted = {
  provider: string
  supportTeam: string
  deskTeam: string
  people: Record<CastName, string>
  accounts: Record<string, string>
  shops: Record<
    string,
    { id: string; accountId: string; name: string; origin: string | null; gateKey: string | null }
  >
}

/**
 * Puts the cast into an empty desk.
 * @param origins of shops by their key, where they differ from the standard ones
 */
export async function plantCast(
  kernel: Kernel,
  keys: Keys,
  origins: Readonly<Record<string, string>> = {},
): Promise<Planted> {
  // One hash for all: it is the same public password, and hashing is slow on purpose.
  const passwordHash = await hashPassword(demoPassword)
  const by = { rule: 'setup' } as const
  const ids = {} as Record<CastName, string>
  const planted: Planted = {
    provider: '',
    supportTeam: '',
    deskTeam: '',
    people: ids,
    accounts: {},
    shops: {},
  }

  await makeAccount(
    kernel,
    by,
    { kind: 'provider', ...provider },
    async (tx, at) => {
      for (const name of Object.keys(people) as CastName[])
        ids[name] = (await findOrAddPerson(tx, { ...people[name], passwordHash }, at)).id
      for (const agent of ['sam', 'ines', 'dora'] as const)
        await plantTotp(tx, keys.derive('totp'), ids[agent], at)
      return ids.dora
    },
    async (r, providerId) => {
      planted.provider = providerId
      planted.deskTeam = await makeTeam(r, providerId, { name: 'Desk', duty: 'desk' })
      planted.supportTeam = await makeTeam(r, providerId, { name: 'Support', duty: 'support' })
      await joinTeam(r, providerId, planted.deskTeam, ids.dora)
      for (const agent of ['sam', 'ines'] as const)
        await joinTeam(r, providerId, planted.supportTeam, ids[agent])
    },
  )
  for (const account of accounts) {
    await makeAccount(
      kernel,
      by,
      { kind: 'customer', name: account.name, zone: account.zone, region: account.region },
      async () => ids[account.owner],
      async (r, accountId) => {
        planted.accounts[account.owner] = accountId
        for (const { key, name, ...shop } of account.shops) {
          const origin = origins[key] ?? shop.origin
          planted.shops[key] = {
            id: await addResource(r, accountId, { kind: 'shop', name, origin }),
            accountId,
            name,
            origin,
            gateKey: null,
          }
        }
      },
    )
  }
  for (const shop of Object.values(planted.shops)) {
    if (!shop.origin) continue
    shop.gateKey = await record(
      kernel,
      { accounts: [shop.accountId], by },
      async r => (await makeEntranceKey(r, shop.accountId, shop.id)).key,
    )
  }
  return planted
}

/** The agent's app is connected, as if its first code had been typed. */
async function plantTotp(tx: Tx, key: Buffer, personId: string, at: Date): Promise<void> {
  await keepTotpSecret(tx, key, personId, demoTotpSecret, at)
  await takeTotpCode(tx, key, personId, totpCode(demoTotpSecret, totpStepAt(at.getTime())), at, true)
}
