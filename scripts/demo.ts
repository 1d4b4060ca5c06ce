// npm run demo: a whole Einlass with the cast in it, a demo shop behind its gate, and the life of one grant, played for
// real over HTTP and told in sentences. Stays up for looking around.
import { join } from 'node:path'
import { accounts, demoPassword, demoPeople } from '#db/seeds/cast.ts'
import { plantCast } from '#db/seeds/plant-cast.ts'
import { everyAccount } from '#server/access/account.ts'
import { makeEntranceKey, withdrawEntranceKey } from '#server/access/add-resource.ts'
import { record } from '#server/access/record.ts'
import { isSetUp } from '#server/people/set-up.ts'
import { readConfig } from '#server/plumbing/config.ts'
import { openLog } from '#server/plumbing/log.ts'
import { type Running, serve } from '#server/serve.ts'
import { buildConsole } from './build-console.ts'
import { startDemoGate } from './demo-gate.ts'
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
  stopOnSignal(async () => {
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
