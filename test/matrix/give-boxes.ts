import { addResource } from '#server/access/add-resource.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { giveRights } from '#server/doors/sub-account/give-rights.ts'
import { inviteToRights } from '#server/doors/sub-account/invitations/invite.ts'
import { suspendPerson } from '#server/doors/sub-account/people/suspend-person.ts'
import type { House } from '#server/people/house.ts'

/** As which the invited of the stage would like to accept. */
export const otherAddress = 'ida@elsewhere.example'

/** A group, rights by boxes of somebody who belongs to the account already, and an invitation to some. */
export async function giveBoxes(
  kernel: Kernel,
  house: House,
  accountId: string,
  owner: string,
  person: string,
): Promise<{ group: string; assignment: string; rightsInvitation: string }> {
  const boxes = await record(kernel, { accounts: [accountId], by: { person: owner } }, async r => {
    const group = await addResource(r, accountId, { kind: 'group', name: 'Vereine', origin: null })
    const rights = {
      scopeId: group,
      audience: 'agency' as const,
      permissions: ['domains.view'],
      until: { preset: 'one-week' as const },
      reason: null,
    }
    return { group, assignment: await giveRights(r, accountId, person, rights, { as: 'owner' }) }
  })
  const [invited] = await inviteToRights(
    kernel,
    house,
    { personId: owner, standing: { as: 'owner' } },
    accountId,
    {
      invited: [{ address: 'iris@agentur.example', name: 'Iris' }],
      language: 'de',
      rights: {
        scopeId: boxes.group,
        audience: 'agency',
        permissions: ['domains.view'],
        until: { preset: 'one-week' },
        reason: null,
      },
    },
  )
  const rightsInvitation = invited!.invitation!.id
  await kernel.database.within(accountId, tx =>
    tx
      .updateTable('people.invitations')
      .set({
        asked_for: 'another-address',
        asked_at: new Date(kernel.clock.now()),
        other_name: 'Ida',
        other_address: otherAddress,
      })
      .where('id', '=', rightsInvitation)
      .execute(),
  )
  return { ...boxes, rightsInvitation }
}

/** Two people who belong to no one's team here: one may do something, the other one is suspended. */
export async function suspendOneOfTwo(
  kernel: Kernel,
  accountId: string,
  owner: string,
  people: { active: string; suspended: string },
): Promise<void> {
  const rights = {
    scopeId: null,
    audience: 'agency' as const,
    permissions: ['domains.view'],
    until: { preset: 'one-week' as const },
    reason: null,
  }
  await record(kernel, { accounts: [accountId], by: { person: owner } }, async r => {
    for (const person of Object.values(people))
      await giveRights(r, accountId, person, rights, { as: 'owner' })
    await suspendPerson(r, accountId, people.suspended, null)
  })
}
