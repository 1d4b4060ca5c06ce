// An ending that cannot be proven raises an alarm: within a minute people know what is still open, what is tried and what
// to do by hand; every day again while it lasts, and once more when it is proven at last. The trying never stops, and it
// hammers at nobody.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { record } from '#server/access/record.ts'
import { unconfirmedTexts } from '#texts/unconfirmed.ts'
import { day, hour } from '../desk.ts'
import { openForeignShop } from './foreign-shop.ts'
import { openScene, type Scene, type Shop } from './scene.ts'

const second = 1_000
const minute = 60 * second

type Mail = { kind: string; to_address: string; subject: string; plain: string; queued_at: Date }

describe('an ending that nobody can confirm', () => {
  let scene: Scene
  let dead: ReturnType<typeof openForeignShop>
  let well: ReturnType<typeof openForeignShop>
  before(async () => {
    dead = openForeignShop('wordpress')
    well = openForeignShop('other')
    scene = await openScene({ connectors: () => [dead.system, well.system] })
  })
  after(() => scene.desk.close())
  beforeEach(async () => {
    Object.assign(dead, { isReachable: true, hangs: undefined })
    for (const shop of ['kaffeerad', 'tulpenkas'] as const)
      await scene.clients[shop === 'kaffeerad' ? 'olga' : 'noor'].post(
        `/accounts/${scene.accountOf(shop)}/endings`,
      )
    await goOn(301 * second)
    await goOn(second)
    await scene.desk.sql('delete from plumbing.mails')
    await scene.everybodySignsInAnew()
    dead.calls.length = 0
  })

  /** The desk's rounds, as often as they come. */
  async function goOn(forMs: number, everyMs = forMs): Promise<void> {
    for (let gone = 0; gone < forMs; gone += everyMs) {
      scene.desk.time.pass(everyMs)
      await scene.desk.round.tend()
      await scene.desk.round.tell()
    }
  }
  async function openAt(shop: Shop, system = 'wordpress', to: 'sam' | 'ines' = 'sam'): Promise<string> {
    const grant = await scene.give(shop, to, ['shop.view'], {
      endsAt: scene.desk.time.now + 300 * day,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: scene.accountOf(shop),
          resourceId: scene.shopId(shop),
          grantId,
          system,
          kind: 'admin',
          sharedAs: '',
          reference: {},
        }),
    })
    await scene.desk.round.tend()
    return grant
  }
  const end = (shop: Shop, grants: string[]) =>
    record(scene.desk.kernel, { accounts: [scene.accountOf(shop)], by: { rule: 'clock' } }, r =>
      endAccess(r, scene.accountOf(shop), grants, 'revoked'),
    )
  const mails = (kind: string) =>
    scene.desk.sql<Mail>('select * from plumbing.mails where kind = $1 order by queued_at', [kind])
  const alarms = async (grant: string) =>
    (await scene.factsOf((await scene.grantOf(grant)).account_id, 'ending.unconfirmed')).filter(
      fact => fact.grant_id === grant,
    )
  const closings = () => dead.calls.filter(call => call.startsWith('close')).length

  test('is an alarm within a minute, once; its owner reads what is open and what to do, in his language', async () => {
    const grant = await openAt('kaffeerad')
    dead.isReachable = false
    await end('kaffeerad', [grant])
    await goOn(40 * second, 2 * second)
    assert.deepEqual(await alarms(grant), [], 'most endings are proven by then')
    await goOn(20 * second, 2 * second)
    const [alarm, ...more] = await alarms(grant)
    assert.deepEqual(more, [])
    assert.ok(alarm!.at.getTime() - (await scene.grantOf(grant)).ending_at!.getTime() <= minute)
    assert.deepEqual(alarm!.data['artefacts'], [{ system: 'wordpress', kind: 'admin', tries: 5 }])

    const [mail, ...others] = await mails('ending-unconfirmed')
    assert.deepEqual(others, [])
    assert.ok(mail!.queued_at.getTime() - (await scene.grantOf(grant)).ending_at!.getTime() <= minute)
    assert.equal(mail!.subject, 'Alarm: Ein beendeter Zugang in Kaffeerad ist nicht bestätigt')
    assert.match(mail!.plain, /löschen Sie den Benutzer \W?einlass-\d/)
    assert.match(mail!.plain, /connect ETIMEDOUT/)
    assert.match(mail!.plain, /Beendet: .*\((MEZ|CET)\)/)

    await goOn(10 * minute, 30 * second)
    assert.equal((await alarms(grant)).length, 1)
    assert.equal((await mails('ending-unconfirmed')).length, 1)
  })

  test('is told in Dutch to whom it is to be told in Dutch, and to whoever else may end there', async () => {
    const account = scene.accountOf('tulpenkas')
    await scene.give('tulpenkas', 'ines', ['access.end'], {
      wholeAccount: true,
      endsAt: scene.desk.time.now + 9 * day,
    })
    const grant = await openAt('tulpenkas')
    dead.isReachable = false
    await end('tulpenkas', [grant])
    await goOn(50 * second, 5 * second)
    const told = await mails('ending-unconfirmed')
    assert.deepEqual(
      told.map(mail => [mail.to_address, mail.subject]),
      [
        ['noor@tulpenkas.example', 'Alarm: één beëindigde toegang in Tulpenkas is niet bevestigd'],
        ['ines@shopwerk.example', 'Alarm: Ein beendeter Zugang in Tulpenkas ist nicht bestätigt'],
      ],
    )
    assert.match(told[0]!.plain, /Gebruikers › Alle gebruikers/)
    assert.match(told[1]!.plain, /weil Sie im Konto .*Tulpenkas.* Zugänge beenden dürfen/)
    const facts = (await scene.factsOf(account, 'owner.told')).filter(fact => fact.grant_id === grant)
    assert.deepEqual(
      facts.map(fact => fact.data['to']),
      ['owner', 'ender'],
    )
  })

  test('is told again every day while it lasts, and once when it is proven at last', async () => {
    const grant = await openAt('kaffeerad')
    dead.isReachable = false
    await end('kaffeerad', [grant])
    await goOn(50 * second, 5 * second)
    await goOn(3 * day, 2 * hour)
    const told = await mails('ending-unconfirmed')
    assert.equal(told.length, 4)
    assert.match(told[1]!.subject, /^Weiterhin nicht bestätigt/)
    dead.isReachable = true
    await goOn(5 * minute, minute)
    assert.ok((await scene.grantOf(grant)).ended_at)
    const over = await mails('ending-confirmed-late')
    assert.deepEqual(
      over.map(mail => mail.subject),
      ['Bestätigt: Der Zugang in Kaffeerad ist zu'],
    )
    await goOn(2 * day, hour)
    assert.equal((await mails('ending-unconfirmed')).length, 4)
    assert.equal((await mails('ending-confirmed-late')).length, 1)
  })

  test('many of one account are one mail, and two nodes send no more than one does', async () => {
    const grants = [await openAt('kaffeerad'), await openAt('roesterei', 'wordpress', 'ines')]
    const secondNode = await scene.desk.secondNode()
    dead.isReachable = false
    await end('kaffeerad', grants)
    for (let i = 0; i < 10; i++) {
      scene.desk.time.pass(5 * second)
      await Promise.all([scene.desk.round.tend(), secondNode.round.tend()])
      await Promise.all([scene.desk.round.tell(), secondNode.round.tell()])
    }
    const told = await mails('ending-unconfirmed')
    assert.equal(told.length, 1)
    assert.equal(told[0]!.subject, 'Alarm: 2 beendete Zugänge in Kaffeerad sind nicht bestätigt')
    for (const grant of grants) assert.equal((await alarms(grant)).length, 1)
    await secondNode.close()
  })

  test('of a switch that was told with its alarm is not told a second time by the switch', async () => {
    const [grant] = await scene.turnOn('kaffeerad', ['sam'], { until: '2026-12-04T12:00' })
    await scene.desk.sql(
      `insert into access.artefacts (id, account_id, resource_id, system, kind, shared_as, wanted_at, present_at)
       values ('00000000-0000-7000-8000-00000000abcd', $1, $2, 'wordpress', 'admin', '', $3, $3)`,
      [scene.accountOf('kaffeerad'), scene.shopId('kaffeerad'), new Date(scene.desk.time.now)],
    )
    await scene.desk.sql(
      `insert into access.artefact_grants values ($1, '00000000-0000-7000-8000-00000000abcd', $2)`,
      [scene.accountOf('kaffeerad'), grant],
    )
    dead.isReachable = false
    await end('kaffeerad', [grant!])
    await goOn(50 * second, 5 * second)
    assert.equal((await mails('ending-unconfirmed')).length, 1)
    dead.isReachable = true
    await goOn(5 * minute, minute)
    assert.equal((await mails('ending-confirmed-late')).length, 1)
    assert.equal((await mails('ending-confirmed')).length, 0)
  })

  test('of a desk that was down is tried before anybody is alarmed', async () => {
    const grant = await openAt('kaffeerad')
    await scene.desk.sql('update access.grants set ends_at = $2 where id = $1', [
      grant,
      new Date(scene.desk.time.now + minute),
    ])
    await goOn(3 * hour)
    assert.ok((await scene.grantOf(grant)).ended_at)
    assert.deepEqual(await alarms(grant), [])
    assert.deepEqual(await mails('ending-unconfirmed'), [])
  })

  test('a shop that refuses for an hour is asked at most every five minutes in the end, and never given up', async () => {
    const grant = await openAt('kaffeerad')
    dead.isReachable = false
    await end('kaffeerad', [grant])
    for (let i = 0; i < 360; i++) {
      scene.desk.time.pass(10 * second)
      await scene.desk.round.tend()
    }
    const inAnHour = closings()
    assert.ok(inAnHour >= 12 && inAnHour <= 20, `tried ${inAnHour} times in the first hour`)
    await goOn(5 * day, hour)
    assert.equal(closings() - inAnHour, 120)
    assert.equal((await scene.grantOf(grant)).ended_at, null)
    dead.isReachable = true
    await goOn(5 * minute)
    assert.ok((await scene.grantOf(grant)).ended_at)
    assert.equal(dead.admins.size, 0)
  })

  test('other words of the same shop in every try do not make it be tried more often', async () => {
    const grant = await openAt('kaffeerad')
    dead.isReachable = false
    await end('kaffeerad', [grant])
    for (let i = 0; i < 100; i++) {
      dead.error = `no ${i}`
      await goOn(6 * second)
    }
    assert.ok(closings() <= 10, `tried ${closings()} times in ten minutes`)
    dead.error = 'connect ETIMEDOUT'
  })

  test('“try now” tries now, also when the next try is far; pressed again and again it tries once', async () => {
    const grant = await openAt('kaffeerad')
    dead.isReachable = false
    await end('kaffeerad', [grant])
    await goOn(20 * minute, 10 * second)
    const account = scene.accountOf('kaffeerad')
    const olga = await scene.desk.as('olga')
    const path = `/accounts/${account}/grants/${grant}/confirmation`
    const { body } = await olga.get(`/accounts/${account}/unconfirmed-endings`)
    assert.equal(body.can.tryNow, true)
    assert.equal(body.items.length, 1)
    assert.equal(body.items[0].grantId, grant)
    assert.ok(body.items[0].alarmedAt)
    const [waits] = body.items[0].waitsFor
    assert.equal(waits.system, 'wordpress')
    assert.match(waits.name, /^einlass-/)
    assert.equal(waits.error, 'connect ETIMEDOUT')
    assert.ok(waits.tries >= 8)
    assert.ok(Date.parse(waits.nextTryAt) > scene.desk.time.now)

    dead.calls.length = 0
    scene.desk.time.pass(6 * second)
    for (let i = 0; i < 5; i++) {
      assert.equal((await olga.post(path)).status, 200)
      await scene.desk.round.tend()
    }
    assert.equal(closings(), 1)
    dead.isReachable = true
    scene.desk.time.pass(6 * second)
    assert.equal((await olga.post(path)).status, 200)
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(grant)).ended_at)
    assert.deepEqual((await olga.post(path)).body, { ending: null })
    assert.deepEqual((await olga.get(`/accounts/${account}/unconfirmed-endings`)).body.items, [])
  })

  test('the desk sees it with its alarm and can try too; nobody else’s owner can', async () => {
    const grant = await openAt('kaffeerad')
    dead.isReachable = false
    await end('kaffeerad', [grant])
    await goOn(10 * minute, 10 * second)
    const [dora, noor] = [await scene.desk.as('dora'), await scene.desk.as('noor')]
    const { body } = await dora.get('/provider/unconfirmed-endings')
    assert.equal(body.items[0].grantId, grant)
    assert.ok(Date.parse(body.items[0].alarmedAt))
    dead.isReachable = true
    scene.desk.time.pass(6 * second)
    for (const account of ['kaffeerad', 'tulpenkas'] as const)
      assert.equal(
        (await noor.post(`/accounts/${scene.accountOf(account)}/grants/${grant}/confirmation`)).status,
        404,
      )
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(grant)).ended_at, null)
    assert.equal((await dora.post(`/provider/unconfirmed-endings/${grant}/confirmation`)).status, 200)
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(grant)).ended_at)
  })

  test('one that hangs keeps nobody waiting: neither in the same round nor in the next', async () => {
    const hanging = await openAt('roesterei')
    const other = await openAt('kaffeerad', 'other', 'ines')
    let goOnWith = () => {}
    dead.hangs = new Promise(resolve => {
      goOnWith = resolve
    })
    // A running desk, which does not wait for what goes out.
    const running = await scene.desk.secondNode({ withoutRounds: false })
    try {
      await end('kaffeerad', [hanging, other])
      const isEnded = async () => (await scene.grantOf(other)).ended_at !== null
      for (let i = 0; i < 300 && !(await isEnded()); i++)
        await new Promise(resolve => setTimeout(resolve, 50))
      assert.ok(await isEnded())
      assert.equal((await scene.grantOf(hanging)).ended_at, null)
      assert.equal(closings(), 1)
    } finally {
      goOnWith()
      await running.close()
    }
  })
})

test('every language has the same systems to say what to do about by hand', () => {
  for (const texts of Object.values(unconfirmedTexts))
    assert.deepEqual(
      Object.keys(texts.system).sort(),
      Object.keys(texts.byHand)
        .filter(name => name !== 'entry')
        .sort(),
    )
})
