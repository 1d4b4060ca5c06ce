import { everyAccount } from '#server/access/account.ts'
import { joinTeam, makeTeam } from '#server/access/join-team.ts'
import { makeAccount } from '#server/access/make-account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { useLink } from './links.ts'
import { hashPassword, refuseWeakPassword } from './password.ts'
import { findOrAddPerson, type Person } from './persons.ts'

export type SettingUp = Omit<Person, 'id'> & {
  /** The secret of the one-time link */
  link: string
  /** Name of the provider */
  provider: string
  zone: string
  region: string
  password: string
}

/**
 * Makes the provider, its two teams and its first person, who runs the desk; once.
 * @throws Refusal 'setup-is-done', 'link-is-over', 'password-too-weak', 'no-such-zone', 'no-such-region'
 */
export async function setUp(
  kernel: Kernel,
  { link, provider, zone, region, password, ...person }: SettingUp,
): Promise<{ provider: string; person: string; supportTeam: string }> {
  await refuseWeakPassword(password, [person.name, person.address, provider])
  if (await isSetUp(kernel)) throw new Refusal('setup-is-done')
  const passwordHash = await hashPassword(password)
  return makeAccount(
    kernel,
    'the owner',
    { kind: 'provider', name: provider, zone, region },
    async (tx, at) => {
      await useLink(tx, 'setup', link, at)
      return (await findOrAddPerson(tx, { ...person, passwordHash }, at)).id
    },
    async (r, id, owner) => {
      const desk = await makeTeam(r, id, { name: 'Desk', duty: 'desk' })
      const supportTeam = await makeTeam(r, id, { name: 'Support', duty: 'support' })
      await joinTeam(r, id, desk, owner)
      return { provider: id, person: owner, supportTeam }
    },
  )
}

export async function isSetUp(kernel: Kernel): Promise<boolean> {
  return kernel.database.within(
    everyAccount,
    async tx =>
      (await tx
        .selectFrom('access.accounts')
        .select('id')
        .where('kind', '=', 'provider')
        .executeTakeFirst()) !== undefined,
  )
}
