import * as contract from '#contract/ssh-keys.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import { noteEvent } from './events.ts'
import { readHouse } from './house.ts'
import { tellPerson } from './mail/tell-person.ts'
import { addSshKey, listSshKeys, removeSshKey } from './ssh-keys.ts'

/** The SSH keys of a person. That one was added is told to his mailbox: he must learn of what he did not do himself. */
export function sshKeyRoutes(kernel: Kernel, url: string): Route[] {
  const { database, clock } = kernel
  return [
    route(contract.listSshKeys, ({ caller }) =>
      database.within('', async tx => ({ items: await listSshKeys(tx, caller.personId) })),
    ),
    route(contract.addSshKey, async ({ caller, body, from }) => {
      const house = await readHouse(database, url)
      return database.within('', async tx => {
        const now = new Date(clock.now())
        const added = await addSshKey(tx, caller.personId, body, now)
        const { name } = added
        await noteEvent(tx, caller.personId, 'ssh-key-added', from, now, { name })
        await tellPerson(
          tx,
          house,
          caller,
          { kind: 'sign-in-changed', what: 'ssh-key-added', name, at: now, from },
          now,
        )
        return added
      })
    }),
    route(contract.removeSshKey, async ({ caller, params, from }) => {
      const { removedAt, closedEntries } = await removeSshKey(
        kernel,
        caller.personId,
        params.keyId,
        (tx, at) => noteEvent(tx, caller.personId, 'ssh-key-removed', from, at),
      )
      return { removedAt: removedAt.toISOString(), closedEntries }
    }),
  ]
}
