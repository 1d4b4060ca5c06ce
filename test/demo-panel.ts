// The demo panel beside a test desk: connected, with what Olga has there, and asking by the client as it is built.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { plantHosting } from '#db/seeds/plant-hosting.ts'
import { addPanel, changePanel } from '#server/access/add-panel.ts'
import { record } from '#server/access/record.ts'
import { buildPanelClient } from '../scripts/build-panel-client.ts'
import { type Things, thingsOfKaffeerad } from '../scripts/demo-panel/things.ts'
import { startDemoPanel } from '../scripts/demo-panel.ts'
import type { TestDesk } from './desk.ts'

export type TestDemoPanel = {
  id: string
  url: string
  port: number
  things: Things
  /** What a payment waits for; a test puts its own in. */
  bank: { pay(): Promise<void> }
  close(): Promise<void>
}

/** @param origins of panel and desk, as people see them; of the panel undefined: that at which it listens */
export async function openDemoPanel(
  desk: TestDesk,
  origins: { panel?: string; desk: string },
): Promise<TestDemoPanel> {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-demo-panel-'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  buildPanelClient(join(folder, 'dist'))
  const { createClient } = await import(pathToFileURL(join(folder, 'dist/index.js')).href)
  const account = desk.cast.accounts['olga']!
  await plantHosting(desk.kernel, account)
  const by = { person: desk.cast.people.dora }
  const made = await record(desk.kernel, { accounts: [desk.cast.provider], by }, r =>
    addPanel(r, desk.cast.provider, 'Hostwerk'),
  )
  const things = thingsOfKaffeerad()
  const bank = { pay: async () => {} }
  const panel = await startDemoPanel({
    port: 0,
    ...(origins.panel ? { origin: origins.panel } : {}),
    deskOrigin: desk.url,
    issuer: origins.desk,
    key: made.key.key,
    createClient,
    things: new Map([[account, things]]),
    bank: () => bank.pay(),
    readTime: () => desk.time.now,
  })
  await record(desk.kernel, { accounts: [desk.cast.provider], by }, r =>
    changePanel(r, desk.cast.provider, made.id, { name: 'Hostwerk', signOn: panel.signOn }),
  )
  return {
    id: made.id,
    url: panel.url,
    port: panel.port,
    things,
    bank,
    async close() {
      await panel.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
