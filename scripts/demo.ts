// npm run demo: a whole Einlass with the cast in it, a demo shop behind its gate, a demo hosting panel that asks it, and
// the life of one grant, played for real over HTTP and told in sentences. Stays up for looking around.
import { join } from 'node:path'
import { accounts, demoPassword, demoPeople } from '#db/seeds/cast.ts'
import { plantCast } from '#db/seeds/plant-cast.ts'
import { plantHosting } from '#db/seeds/plant-hosting.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import {
  addPanel,
  changePanel,
  listPanels,
  makePanelKey,
  withdrawPanelKey,
} from '#server/access/add-panel.ts'
import { makeEntranceKey, withdrawEntranceKey } from '#server/access/add-resource.ts'
import { record } from '#server/access/record.ts'
import { isSetUp } from '#server/people/set-up.ts'
import { readConfig } from '#server/plumbing/config.ts'
import { openLog } from '#server/plumbing/log.ts'
import { type Running, serve } from '#server/serve.ts'
import { buildConsole } from './build-console.ts'
import { loadPanelClient } from './build-panel-client.ts'
import { startDemoGate } from './demo-gate.ts'
import { thingsOfKaffeerad } from './demo-panel/things.ts'
import { startDemoPanel } from './demo-panel.ts'
import { startDemoShop } from './demo-shop.ts'
import { playOneGrant } from './play-one-grant.ts'

const config = readConfig({
  EINLASS_LOG_FORMAT: 'silent',
  ...process.env,
  EINLASS_DEMO: '1',
})
const shopPort = config.port + 1
const shopHost = `127.0.0.1:${shopPort}`
const shopKey = accounts[0].shops[0].key
const panelPort = config.port + 2
const panelOrigin = `http://127.0.0.1:${panelPort}`
const panelName = 'Hostwerk'
/** As slow as a bank, so that somebody can take the right to pay away meanwhile. */
const bankTakesMs = 1_500

try {
  await buildConsole()
  const running = await serve(config, openLog(config.logFormat), join(import.meta.dirname, '../data-demo'))
  if (!(await isSetUp(running.desk.kernel)))
    await plantCast(running.desk.kernel, running.desk.keys, { [shopKey]: `http://${shopHost}` })
  const shop = await connectShop(running)
  const admin = await startDemoShop({
    port: 0,
    // Asked where it listens: its own name may not be known on this machine.
    deskOrigin: `http://127.0.0.1:${running.port}`,
    issuer: running.url,
    audience: shop.origin,
  })
  const gate = await startDemoGate({
    port: shopPort,
    shop: `http://127.0.0.1:${admin.port}`,
    desk: `http://127.0.0.1:${running.port}`,
    key: shop.key,
    host: shopHost,
  })
  await plantHosting(running.desk.kernel, shop.accountId)
  const panel = await startDemoPanel({
    port: panelPort,
    origin: panelOrigin,
    deskOrigin: `http://127.0.0.1:${running.port}`,
    issuer: running.url,
    key: await connectPanel(running),
    createClient: (await loadPanelClient()).createClient,
    things: new Map([[shop.accountId, thingsOfKaffeerad()]]),
    bank: () => new Promise(resolve => setTimeout(resolve, bankTakesMs)),
  })
  stopOnSignal(async () => {
    await panel.stop()
    await gate.stop()
    await admin.stop()
    await running.stop()
  })

  say(`Einlass runs on ${running.database}; its data: ${running.directory}`)
  await playOneGrant({
    desk: `http://127.0.0.1:${running.port}`,
    shop: shop.origin,
    shopId: shop.id,
    accountId: shop.accountId,
    say,
  })
  say('')
  say('Look around yourself (Ctrl-C ends everything):')
  say(`  the desk        ${running.url}`)
  say(`  the demo shop   ${shop.origin}/admin   (its admin stands behind the gate)`)
  say(`  the demo panel  ${panel.url}   (of a hoster: go there from the desk, under “My rights”)`)
  say(`  the API         ${running.url}/api/docs`)
  say(`  all mails       ${running.url}/dev/mail`)
  say('')
  say(`Sign in as (password of all: ${demoPassword})`)
  for (const person of demoPeople) say(`  ${person.address.padEnd(26)} ${person.name}, ${person.role.en}`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}

/** Only the hash of a gate key is kept, so each start of the demonstration makes a new one and withdraws the old. */
async function connectShop({ desk: { kernel } }: Running) {
  const shop = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.resources')
      .select(['id', 'account_id', 'origin'])
      .where('name', '=', accounts[0].shops[0].name)
      .executeTakeFirstOrThrow(),
  )
  if (shop.origin !== `http://${shopHost}`)
    throw new Error(
      `The demonstration was first started with its shop at ${shop.origin}. Start it with the same EINLASS_PORT, or empty its data directory.`,
    )
  const key = await record(kernel, { accounts: [shop.account_id], by: { rule: 'setup' } }, async r => {
    const old = await r.tx
      .selectFrom('access.entrance_keys')
      .select('id')
      .where('resource_id', '=', shop.id)
      .where('withdrawn_at', 'is', null)
      .execute()
    const made = await makeEntranceKey(r, shop.account_id, shop.id)
    for (const { id } of old) await withdrawEntranceKey(r, shop.account_id, shop.id, id)
    return made.key
  })
  return { id: shop.id, accountId: shop.account_id, origin: shop.origin, key }
}

/** The demo panel with a new key, the one it had being withdrawn, and the place where it signs people on. */
async function connectPanel({ desk: { kernel } }: Running): Promise<string> {
  const signOn = `${panelOrigin}/sign-on`
  const { provider, known } = await kernel.database.within(everyAccount, async tx => ({
    provider: (await readProvider(tx)).id,
    known: (await listPanels(tx)).find(({ name }) => name === panelName),
  }))
  return record(kernel, { accounts: [provider], by: { rule: 'setup' } }, async r => {
    if (!known) return (await addPanel(r, provider, panelName, signOn)).key.key
    await changePanel(r, provider, known.id, { name: panelName, signOn })
    const made = await makePanelKey(r, provider, known.id)
    for (const { id } of known.keys) await withdrawPanelKey(r, provider, known.id, id)
    return made.key
  })
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      setTimeout(() => process.exit(1), 10_000).unref()
      stop().then(() => process.exit(0))
    })
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}
