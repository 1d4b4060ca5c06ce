// The bad days of a shop, from the desk's side, with a real connector: whatever the shop does at the end, the grant is not
// called ended before it is seen, an alarm is raised, and the end is proven as soon as it can be. What each connector
// makes of such days by itself is in test/outside/ and test/real/.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { record } from '#server/access/record.ts'
import { connectShopware } from '#server/outside/shopware/connect-shopware.ts'
import { day } from '../desk.ts'
import { MockShopware } from '../outside/shopware-mock.ts'
import { openScene, type Scene } from './scene.ts'

describe('a shop has a bad day', () => {
  const shop = new MockShopware()
  const credential = shop.secretAccessKey
  let scene: Scene
  before(async () => {
    await shop.start()
    scene = await openScene({ connectors: needs => [connectShopware(needs)] })
    shop.time = scene.desk.time.now
    const allowed = await (await scene.desk.as('dora')).put(
      `/provider/shops/${scene.shopId('kaffeerad')}/private-address`,
      { allowed: true },
    )
    assert.equal(allowed.status, 200)
    await connect(credential)
  })
  after(async () => {
    await scene.desk.close()
    await shop.stop()
  })

  async function connect(secret: string): Promise<void> {
    const path = `/accounts/${scene.accountOf('kaffeerad')}/shops/${scene.shopId('kaffeerad')}/connection`
    const connected = await (await scene.desk.as('olga')).put(path, {
      system: 'shopware',
      address: shop.address,
      login: shop.accessKey,
      credential: secret,
      options: { role: 'administrator' },
    })
    assert.equal(connected.status, 200, JSON.stringify(connected.body))
  }
  const pass = (ms: number) => {
    scene.desk.time.pass(ms)
    shop.time = scene.desk.time.now
  }
  const visitors = () => shop.tables['user']!.filter(row => String(row['username']).startsWith('einlass-'))
  async function visit(): Promise<string> {
    const account = scene.accountOf('kaffeerad')
    const grant = await scene.give('kaffeerad', 'sam', ['shop.view'], {
      endsAt: scene.desk.time.now + 30 * day,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: account,
          resourceId: scene.shopId('kaffeerad'),
          grantId,
          system: 'shopware',
          kind: 'admin',
          sharedAs: '',
          reference: { mailbox: 'visit@desk.example', person: 'Sam' },
        }),
    })
    await scene.desk.round.tend()
    assert.equal(visitors().length, 1)
    pass(60_000)
    return grant
  }
  const end = (grant: string) =>
    record(scene.desk.kernel, { accounts: [scene.accountOf('kaffeerad')], by: { rule: 'clock' } }, r =>
      endAccess(r, scene.accountOf('kaffeerad'), [grant], 'revoked'),
    )
  const isEnded = async (grant: string) => (await scene.grantOf(grant)).ended_at !== null
  const errorOf = async (grant: string) =>
    (
      await scene.desk.sql<{ error: string | null }>(
        'select a.error from access.artefacts a join access.artefact_grants h on h.artefact_id = a.id where h.grant_id = $1',
        [grant],
      )
    )[0]!.error
  const isAlarm = async (grant: string) =>
    (await scene.factsOf(scene.accountOf('kaffeerad'), 'ending.unconfirmed')).some(
      fact => fact.grant_id === grant,
    )

  for (const [what, begin, over, says] of [
    [
      'leads to another address',
      () =>
        Object.assign(shop, { badDay: { status: 302, headers: { location: 'https://elsewhere.example/' } } }),
      () => Object.assign(shop, { badDay: undefined }),
      /./,
    ],
    [
      'answers with an error to everything',
      () => Object.assign(shop, { badDay: { status: 500, body: 'Oops' } }),
      () => Object.assign(shop, { badDay: undefined }),
      /./,
    ],
    [
      'says “200 OK” on a page for maintenance',
      () => Object.assign(shop, { badDay: { status: 200, body: '<h1>Back soon</h1>' } }),
      () => Object.assign(shop, { badDay: undefined }),
      /./,
    ],
    [
      'hangs',
      () => Object.assign(shop, { badDay: 'hangs' }),
      () => Object.assign(shop, { badDay: undefined }),
      /in time/,
    ],
    [
      'refuses connections',
      () => shop.stop(),
      async () => {
        const { port } = new URL(shop.address)
        await shop.start(Number(port))
      },
      /refuses connections/,
    ],
    [
      'has another credential for us now',
      () => Object.assign(shop, { secretAccessKey: 'changed by somebody in the shop' }),
      () => connect('changed by somebody in the shop'),
      /./,
    ],
  ] as const)
    test(`it ${what}: not confirmed, an alarm, and proven as soon as that is over`, async () => {
      const grant = await visit()
      await begin()
      await end(grant)
      for (const seconds of [0, 50]) {
        pass(seconds * 1_000)
        await scene.desk.round.tend()
      }
      assert.equal(await isEnded(grant), false)
      assert.match((await errorOf(grant)) ?? '', says)
      assert.ok(await isAlarm(grant))
      await over()
      pass(300_000)
      await scene.desk.round.tend()
      assert.equal(await errorOf(grant), null)
      assert.ok(await isEnded(grant))
      assert.deepEqual(visitors(), [])
    })

  for (const [what, happens] of [
    [
      'its owner has deleted the account by hand',
      () => {
        shop.tables['user'] = shop.tables['user']!.filter(row => !visitors().includes(row))
      },
    ],
    [
      'it was upgraded in the middle',
      () => {
        shop.version = '6.7.9.0'
      },
    ],
  ] as const)
    test(`${what}: the end is proven all the same, without an alarm`, async () => {
      const grant = await visit()
      happens()
      await end(grant)
      await scene.desk.round.tend()
      assert.equal(await errorOf(grant), null)
      assert.ok(await isEnded(grant))
      assert.deepEqual(visitors(), [])
      pass(120_000)
      await scene.desk.round.tend()
      assert.equal(await isAlarm(grant), false)
    })

  test('a backup brings the account back while the ending goes on: it is seen, taken away again, and then proven', async () => {
    const grant = await visit()
    const backup = structuredClone(visitors())
    shop.meanwhile = (method, path) => {
      // Right after the deletion and before anybody looks.
      if (method !== 'DELETE' || !path.includes('/user/')) return
      shop.meanwhile = undefined
      setImmediate(() => shop.tables['user']!.push(...backup))
    }
    await end(grant)
    await scene.desk.round.tend()
    assert.equal(await isEnded(grant), false)
    assert.equal(visitors().length, 1)
    pass(10_000)
    await scene.desk.round.tend()
    assert.ok(await isEnded(grant))
    assert.deepEqual(visitors(), [])
  })
})
