// Everything ends at once, `einlass revoke --all` or the closing of an account, while the shops in which accounts were made
// are dead: nobody gets in from that instant, alarms are raised for what cannot be proven, and the desk keeps trying.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { day } from '../desk.ts'
import { openForeignShop } from './foreign-shop.ts'
import { openScene, type Scene, type Shop } from './scene.ts'

const main = join(import.meta.dirname, '../../server/main.ts')

describe('shops are dead', () => {
  let scene: Scene
  let foreign: ReturnType<typeof openForeignShop>
  let folder: string
  before(async () => {
    foreign = openForeignShop('shopware')
    // The command reads the time of the machine, so this desk lives in it too.
    scene = await openScene({ startAt: Date.now(), connectors: () => [foreign.system] })
    folder = mkdtempSync(join(tmpdir(), 'einlass-dead-shop-'))
  })
  after(async () => {
    await scene.desk.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const openWithAccount = async (shop: Shop) => {
    const grant = await scene.give(shop, 'sam', ['shop.view'], {
      endsAt: scene.desk.time.now + 30 * day,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: scene.accountOf(shop),
          resourceId: scene.shopId(shop),
          grantId,
          system: 'shopware',
          kind: 'admin',
          sharedAs: '',
          reference: {},
        }),
    })
    await scene.desk.round.tend()
    return grant
  }
  const goOn = async (seconds: number) => {
    scene.desk.time.pass(seconds * 1_000)
    await scene.desk.round.tend()
    await scene.desk.round.tell()
  }
  /** Over at once for the visitor; an alarm and a mail within a minute; tried until the shop is back. */
  async function assertLocalThenAlarmThenProven(shop: Shop, grant: string, cookie: string, cause: string) {
    await scene.assertRefused(shop, cookie)
    const { ending_cause, ended_at } = await scene.grantOf(grant)
    assert.equal(ending_cause, cause)
    assert.equal(ended_at, null)
    for (let i = 0; i < 10; i++) await goOn(5)
    const alarms = await scene.factsOf(scene.accountOf(shop), 'ending.unconfirmed')
    assert.equal(alarms.filter(fact => fact.grant_id === grant).length, 1)
    const mails = await scene.desk.sql<{ to_address: string }>(
      "select to_address from plumbing.mails where kind = 'ending-unconfirmed' and thread = $1",
      [grant],
    )
    assert.equal(mails.length, 1)
    const tried = foreign.calls.length
    await goOn(400)
    await goOn(400)
    assert.equal(foreign.calls.length, tried + 2, 'it keeps trying')
    foreign.isReachable = true
    await goOn(400)
    assert.ok((await scene.grantOf(grant)).ended_at)
    assert.equal(foreign.admins.size, 0)
    await goOn(400)
    const over = await scene.desk.sql(
      "select from plumbing.mails where kind = 'ending-confirmed-late' and thread = $1",
      [grant],
    )
    assert.equal(over.length, 1)
  }

  test('`einlass revoke --all` ends at once all the same, and says that it is not proven', async () => {
    const grant = await openWithAccount('kaffeerad')
    const cookie = await scene.enter('kaffeerad', 'sam')
    foreign.isReachable = false
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, 'revoke', '--all'],
      {
        env: {
          PATH: process.env['PATH'],
          EINLASS_DATA: folder,
          EINLASS_DATABASE_URL: scene.desk.ownerUrl,
          EINLASS_KEY: Buffer.alloc(32, 1).toString('base64url'),
        },
      },
    )
    assert.match(stdout, /Of these, 1 are not proven yet/)
    // Meanwhile time went on, and the command has written it down.
    scene.desk.time.now = Math.max(scene.desk.time.now, Date.now())
    await assertLocalThenAlarmThenProven('kaffeerad', grant, cookie, 'emergency')
  })

  test('the account is closed: its owner is still told, and the account in the shop is still taken away', async () => {
    const grant = await openWithAccount('tulpenkas')
    const cookie = await scene.enter('tulpenkas', 'sam')
    foreign.isReachable = false
    foreign.calls.length = 0
    const noor = await scene.desk.as('noor')
    const { body: account } = await noor.get('/me')
    const { name } = account.accounts.find((one: { id: string }) => one.id === scene.accountOf('tulpenkas'))
    const closed = await noor.post(`/accounts/${scene.accountOf('tulpenkas')}/closing`, { name })
    assert.equal(closed.status, 200, JSON.stringify(closed.body))
    await assertLocalThenAlarmThenProven('tulpenkas', grant, cookie, 'account-closed')
    await scene.assertLedgersWhole()
  })
})
