// The guards that clients/node/examples shows, run as they stand there against a running desk: with the client as it is
// delivered, and the framework as it is installed.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { buildPanelClient } from '../../scripts/build-panel-client.ts'
import { startTestDesk, type TestDesk } from '../desk.ts'
import { addThing, connectPanel, giveRights, type TestPanel, takeBack } from '../panel.ts'
import { freePort } from '../real/checkout.ts'

const root = join(import.meta.dirname, '../..')

/** Stands for the sign-in that a panel has of its own: who asks says who he is. */
const signIn = `Object.defineProperty(Object.prototype, 'session', {
  configurable: true,
  get() { const person = this.headers?.['x-person']; return person ? { einlassPerson: person } : undefined },
  set(value) { Object.defineProperty(this, 'session', { value, writable: true, configurable: true }) },
})`

let desk: TestDesk
let panel: TestPanel
let folder: string
before(async () => {
  desk = await startTestDesk()
  panel = await connectPanel(desk)
  await addThing(desk, 'domain', 'kaffeerad.example', 'kaffeerad.example')
  folder = mkdtempSync(join(tmpdir(), 'einlass-examples-'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'sign-in.js'), signIn)
  cpSync(join(root, 'clients/node/examples'), folder, { recursive: true })
  const client = join(folder, 'node_modules/@einlass/panel')
  mkdirSync(client, { recursive: true })
  cpSync(join(root, 'clients/node/package.json'), join(client, 'package.json'))
  buildPanelClient(join(client, 'dist'))
  for (const name of ['fastify', 'express'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
})
after(async () => {
  rmSync(folder, { recursive: true, force: true })
  await desk.close()
})

async function startExample(t: TestContext, name: string): Promise<string> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', './sign-in.js', `${name}.js`], {
    cwd: folder,
    env: { PORT: String(port), EINLASS_URL: desk.url, EINLASS_PANEL_KEY: panel.key },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', part => {
    said += part
  })
  t.after(() => {
    child.kill()
  })
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) assert.fail(`it did not start: ${said}`)
    if (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)) return `http://127.0.0.1:${port}`
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  assert.fail(`it did not answer: ${said}`)
}

async function untilStatus(status: number, ask: () => Promise<number>): Promise<void> {
  let last = 0
  for (let i = 0; i < 300; i++) {
    last = await ask()
    if (last === status) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.equal(last, status)
}

describe('the example for', () => {
  for (const [name, paths] of Object.entries({
    fastify: { see: 'invoices', do: 'invoices/R-1/payment', rights: ['invoices.view', 'invoices.pay'] },
    express: { see: '', do: '/records', rights: ['domains.view', 'domains.dns'] },
  } as const))
    test(`${name} lets through who may, and nobody else, from one moment to the next`, async t => {
      const url = await startExample(t, name)
      const place = name === 'fastify' ? `/${desk.cast.accounts['olga']}/` : '/domains/kaffeerad.example'
      const ask = async (method: string, path: string, person?: string) => {
        const answer = await fetch(`${url}${place}${path}`, {
          method,
          headers: person ? { 'x-person': person } : {},
        })
        await answer.body?.cancel()
        return answer.status
      }
      const { ines } = desk.cast.people
      assert.equal(await ask('GET', paths.see), 401)
      assert.equal(await ask('GET', paths.see, ines), 403)
      await giveRights(desk, ines, [paths.rights[0]], null)
      await untilStatus(200, () => ask('GET', paths.see, ines))
      assert.equal(await ask('POST', paths.do, ines), 403)
      await giveRights(desk, ines, [paths.rights[1]], null)
      await untilStatus(204, () => ask('POST', paths.do, ines))
      await takeBack(desk, ines)
      await untilStatus(403, () => ask('POST', paths.do, ines))
      assert.equal(await ask('GET', paths.see, ines), 403)
    })
})
