import * as contract from '#contract/resources.ts'
import { filled } from '#server/plumbing/text.ts'
import type { ProbeEntry } from './5-end/confirm-ended.ts'
import { endAndProve } from './5-end/end-and-prove.ts'
import { moveResource } from './5-end/move-resource.ts'
import { removeGroup } from './5-end/remove-resource.ts'
import { addResource } from './add-resource.ts'
import { listResources } from './list-resources.ts'
import { type Kernel, record } from './record.ts'
import { type Route, route } from './route.ts'

/** What belongs to an account, and its groups. */
export function resourceRoutes(kernel: Kernel, probe: ProbeEntry): Route[] {
  return [
    route(contract.listResources, ({ params: { accountId } }) =>
      kernel.database.within(accountId, async tx => ({ items: await listResources(tx, accountId) })),
    ),
    route(contract.addGroup, async ({ params: { accountId }, body, caller }) => {
      const name = body.name.trim()
      const id = await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
        addResource(r, accountId, { kind: 'group', name, origin: null }),
      )
      return { id, name, kind: 'group' as const, groupId: null }
    }),
    route(contract.removeGroup, ({ params: { accountId, resourceId }, body, caller }) =>
      endAndProve(kernel, probe, { accountId, by: { person: caller.personId }, resourceId }, r =>
        removeGroup(r, accountId, resourceId, filled(body.note)),
      ),
    ),
    route(contract.moveResource, ({ params: { accountId, resourceId }, body, caller }) =>
      endAndProve(kernel, probe, { accountId, by: { person: caller.personId }, resourceId }, r =>
        moveResource(r, accountId, resourceId, body.groupId),
      ),
    ),
  ]
}
