import * as panels from '#contract/panels.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import {
  addPanel,
  changePanel,
  listPanels,
  makePanelKey,
  readSignOn,
  withdrawPanelKey,
} from '#server/access/add-panel.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { type Caller, type Route, route } from '#server/access/route.ts'

/**
 * The provider's panels and their keys, as the desk makes and withdraws them.
 * @param demo people may be signed on at a panel on this machine
 */
export function panelRoutes(kernel: Kernel, demo: boolean): Route[] {
  const { database } = kernel
  async function inProvider<T>(caller: Caller, write: (r: Recording, provider: string) => Promise<T>) {
    const { id } = await database.within(everyAccount, readProvider)
    return record(kernel, { accounts: [id], by: { person: caller.personId } }, r => write(r, id))
  }
  return [
    route(panels.listPanels, async () => ({ items: await database.within(everyAccount, listPanels) })),
    route(panels.addPanel, ({ body, caller }) => {
      const signOn = readSignOn(body.signOn ?? null, demo)
      return inProvider(caller, async (r, provider) => ({
        name: body.name.trim(),
        ...(await addPanel(r, provider, body.name, signOn)),
      }))
    }),
    route(panels.changePanel, async ({ params, body, caller }) => {
      const change = { name: body.name.trim(), signOn: readSignOn(body.signOn, demo) }
      await inProvider(caller, (r, provider) => changePanel(r, provider, params.panelId, change))
      return { id: params.panelId, ...change }
    }),
    route(panels.makePanelKey, ({ params, caller }) =>
      inProvider(caller, (r, provider) => makePanelKey(r, provider, params.panelId)),
    ),
    route(panels.withdrawPanelKey, async ({ params, caller }) => {
      const at = await inProvider(caller, (r, provider) =>
        withdrawPanelKey(r, provider, params.panelId, params.keyId),
      )
      return { withdrawnAt: at.toISOString() }
    }),
  ]
}
