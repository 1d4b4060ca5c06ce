import * as panels from '#contract/panels.ts'
import * as rights from '#contract/rights.ts'
import { enterPanel } from '#server/access/4-enter/enter-panel.ts'
import { listMyPanels, listMyRights } from '#server/access/4-enter/list-my-rights.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import type { Keys } from '#server/plumbing/keys.ts'

/**
 * What somebody may do in which accounts, and his way into the provider's panels.
 * @param url origin of the desk, which vouches for him there
 */
export function myRightsRoutes(kernel: Kernel, keys: Keys, url: string): Route[] {
  const { database, clock } = kernel
  return [
    route(rights.listMyRights, ({ caller }) =>
      database.within(everyAccount, tx => listMyRights(tx, caller.personId, clock.now())),
    ),
    route(panels.listMyPanels, ({ caller, query }) =>
      database.within(everyAccount, tx => listMyPanels(tx, caller.personId, clock.now(), query.accountId)),
    ),
    route(panels.enterPanel, ({ caller, params, body }) => {
      const by = { person: caller.personId, name: caller.name, language: caller.language }
      return enterPanel(kernel, keys, url, by, { panelId: params.panelId, accountId: body.accountId })
    }),
  ]
}
