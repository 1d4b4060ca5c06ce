// What somebody may do is what the boxes say now: with the next request of whatever acts for him already. His browser that
// is signed in, his API key, the panel that asks for him, another node; and the page that he looks at is told.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { makeApiKey } from '#server/people/api-keys.ts'
import type { ClientOptions, Client as PanelClient } from '../../clients/node/src/index.ts'
import { buildPanelClient } from '../../scripts/build-panel-client.ts'
import { type Answered, type Client, newClient } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { askApi, connectPanel, type TestPanel } from '../panel.ts'

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const codeOf = ({ status, body }: Answered) => (status < 300 ? status : body.code)

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (await holds()) return
    await sleep(10)
  }
  assert.fail(`never: ${what}`)
}

/** An open tab: what it was told, event by event. */
async function openTab(t: TestContext, url: string, cookie: string | undefined) {
  const closing = new AbortController()
  t.after(() => closing.abort())
  const response = await fetch(`${url}/api/v1/live`, {
    headers: { cookie: cookie ?? '' },
    signal: closing.signal,
  })
  assert.equal(response.status, 200)
  const told: string[] = []
  void (async () => {
    const decoder = new TextDecoder()
    for await (const part of response.body ?? [])
      told.push(
        ...[...decoder.decode(part as Uint8Array, { stream: true }).matchAll(/^event: (.*)$/gm)].map(
          found => found[1]!,
        ),
      )
  })().catch(() => undefined)
  await sleep(50)
  return { told, hears: (event: string) => until(() => told.includes(event), `${event}, only ${told}`) }
}

describe('what changes in the boxes holds with the next request', () => {
  const lots = ['access.view', 'contacts.view', 'access.end', 'domains.dns']
  const few = ['access.view', 'domains.view']
  let folder: string
  let createClient: (options: ClientOptions) => PanelClient
  let scene: Scene
  let second: { url: string }
  let panel: TestPanel
  let account: string
  let path: string
  let sam: string
  let byKey: Client
  let given: { id: string; version: number }
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'einlass-at-once-'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    buildPanelClient(join(folder, 'dist'))
    createClient = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)).createClient
    scene = await openScene()
    second = await scene.desk.secondNode()
    panel = await connectPanel(scene.desk, scene.dora)
    account = scene.accountOf('kaffeerad')
    path = `/accounts/${account}/assignments`
    sam = scene.desk.cast.people.sam
    await scene.give('kaffeerad', 'sam', ['shop.view'])
    const { key } = await scene.desk.kernel.database.within('', tx =>
      makeApiKey(
        tx,
        sam,
        { name: 'Skript', scopes: ['read', 'end'], days: 1 },
        new Date(scene.desk.time.now),
      ),
    )
    const bare = newClient(scene.desk.url)
    const headers = { authorization: `Bearer ${key}` }
    byKey = {
      ...bare,
      get: async path => {
        const response = await fetch(`${scene.desk.url}/api/v1${path}`, { headers })
        return { status: response.status, body: await response.json(), headers: response.headers }
      },
      post: (path, body) => bare.post(path, body, headers),
    }
  })
  after(async () => {
    await scene.desk.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    for (const { id, state } of done(await scene.olga.get(`${path}?person=${sam}`)).items)
      if (state === 'open') done(await scene.olga.post(`${path}/${id}/ending`, {}))
    given = done(
      await scene.olga.post(path, {
        personId: sam,
        scopeId: null,
        audience: 'agency',
        permissions: lots,
        until: { preset: 'three-working-days' },
      }),
      201,
    )
  })

  async function change(permissions: readonly string[]) {
    given = done(
      await scene.olga.put(`${path}/${given.id}`, { permissions }, { 'if-match': `"${given.version}"` }),
    )
  }
  const end = async () => done(await scene.olga.post(`${path}/${given.id}/ending`, {}))
  const contacts = (client: Client) => client.get(`/accounts/${account}/contacts`).then(codeOf)
  const atSecond = () => newClient(second.url, scene.sam.cookie)
  const question = (permission: string) => ({
    subject: { type: 'person', id: sam },
    action: { name: permission },
    resource: { type: 'account', id: account },
  })
  const asks = async (at: string, permission: string) =>
    done(await askApi(at, '/evaluation', question(permission), { authorization: `Bearer ${panel.key}` }))
      .decision

  test('of a browser that is signed in', async () => {
    assert.equal(await contacts(scene.sam), 200)
    await change(few)
    assert.equal(await contacts(scene.sam), 'not-allowed')
    await change(lots)
    assert.equal(await contacts(scene.sam), 200)
    await end()
    // Not even that there is something he may not see.
    assert.equal(await contacts(scene.sam), 'not-found')
  })

  test('of an API key, which can do nothing that its person may no longer', async () => {
    const another = await scene.give('kaffeerad', 'ines', ['shop.view'])
    const endAnother = async () =>
      codeOf(await byKey.post(`/accounts/${account}/grants/${another}/ending`, {}))
    assert.equal(await contacts(byKey), 200)
    await change(few)
    assert.equal(await contacts(byKey), 'not-allowed')
    assert.equal(await endAnother(), 'not-allowed')
    assert.equal((await scene.grantOf(another)).ending_at, null)
    await end()
    assert.equal(await contacts(byKey), 'not-found')
    assert.equal(await endAnother(), 'not-found')
    assert.equal((await scene.grantOf(another)).ending_at, null)
  })

  test('of an API key that gets more by it, within its scopes', async () => {
    const another = await scene.give('kaffeerad', 'ines', ['shop.view'])
    await change(few)
    await change([...few, 'access.end'])
    done(await byKey.post(`/accounts/${account}/grants/${another}/ending`, {}))
    assert.notEqual((await scene.grantOf(another)).ending_at, null)
  })

  test('of a browser at another node', async () => {
    assert.equal(await contacts(atSecond()), 200)
    await change(few)
    assert.equal(await contacts(atSecond()), 'not-allowed')
    await change(lots)
    assert.equal(await contacts(atSecond()), 200)
    await end()
    assert.equal(await contacts(atSecond()), 'not-found')
  })

  test('of a panel that asks at the node where it was changed', async () => {
    assert.deepEqual(
      [await asks(scene.desk.url, 'domains.dns'), await asks(scene.desk.url, 'domains.view')],
      [true, false],
    )
    await change(few)
    assert.deepEqual(
      [await asks(scene.desk.url, 'domains.dns'), await asks(scene.desk.url, 'domains.view')],
      [false, true],
    )
    await end()
    assert.equal(await asks(scene.desk.url, 'domains.view'), false)
  })

  test('of a panel that asks at another node, as soon as that has heard of it', async () => {
    assert.equal(await asks(second.url, 'domains.dns'), true)
    await change(few)
    await until(async () => !(await asks(second.url, 'domains.dns')), 'the change at the second node')
    assert.equal(await asks(second.url, 'domains.view'), true)
    await end()
    await until(async () => !(await asks(second.url, 'domains.view')), 'the ending at the second node')
  })

  test('of a panel whose client remembers answers, at either node', async t => {
    const resource = { type: 'account', id: account } as const
    const clients = [scene.desk.url, second.url].map(url => createClient({ url, key: panel.key }))
    t.after(() => {
      for (const client of clients) client.close()
    })
    const may = (client: PanelClient, permission: string) => client.may({ person: sam, permission, resource })
    for (const client of clients) {
      await until(() => client.remembers(), 'it remembers')
      assert.equal(await may(client, 'domains.dns'), true)
      assert.equal(await may(client, 'domains.view'), false)
    }
    await change(few)
    for (const client of clients) {
      await until(async () => !(await may(client, 'domains.dns')), 'what was taken away')
      await until(() => may(client, 'domains.view'), 'what was given')
    }
    await end()
    for (const client of clients) {
      await until(async () => !(await may(client, 'domains.view')), 'the ending')
      for (let i = 0; i < 20; i++) assert.equal(await may(client, 'domains.view'), false, 'and it stays so')
    }
  })

  test('and the page that he looks at is told, at either node, also that it is over', async t => {
    const tabs = [
      await openTab(t, scene.desk.url, scene.sam.cookie),
      await openTab(t, second.url, scene.sam.cookie),
    ]
    const everyTab = async (event: string) => {
      for (const tab of tabs) {
        await tab.hears(event)
        tab.told.length = 0
      }
    }
    await change(few)
    // He sees the account, so its pages are read anew.
    await everyTab('account')
    await end()
    await everyTab('mine')
    assert.equal(await contacts(scene.sam), 'not-found')
  })
})
