// "Ended" is only said when it is proven. What was made in a foreign system for a grant must be seen to be gone first;
// until then the grant is ending, not confirmed, and the desk keeps trying.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { openForeignShop } from './foreign-shop.ts'
import { friday, openScene, type Scene } from './scene.ts'

describe('a foreign system cannot be reached', () => {
  let scene: Scene
  let foreign: ReturnType<typeof openForeignShop>
  let other: ReturnType<typeof openForeignShop>
  before(async () => {
    foreign = openForeignShop('presto')
    other = openForeignShop('other')
    scene = await openScene({
      connectors: () => [foreign.system, other.system],
    })
  })
  beforeEach(async () => {
    for (const one of [foreign, other])
      Object.assign(one, { isReachable: true, isForgetful: false, throws: false, slow: undefined })
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/endings`)
    await nextTry()
    foreign.calls.length = 0
  })
  after(() => scene.desk.close())

  /** A round after the longest pause between two tries. */
  const nextTry = () => {
    scene.desk.time.pass(300_000)
    return scene.desk.round.tend()
  }
  const giveWithAdmin = (
    to: 'sam' | 'ines',
    more: { system?: string; beginsAt?: number; shop?: 'kaffeerad' | 'roesterei' } = {},
  ) => {
    const { system = 'presto', beginsAt, shop = 'kaffeerad' } = more
    return scene.give(shop, to, ['shop.view'], {
      beginsAt,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: scene.accountOf(shop),
          resourceId: scene.shopId(shop),
          grantId,
          system,
          kind: 'admin',
          sharedAs: 'visits@provider.test',
          reference: {},
        }),
    })
  }
  const end = (grant: string) =>
    scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/grants/${grant}/ending`)
  const artefactOf = async (grant: string) => {
    const [row] = await scene.desk.sql<{
      id: string
      present_at: Date | null
      gone_at: Date | null
      error: string | null
    }>(
      'select a.* from access.artefacts a join access.artefact_grants h on h.artefact_id = a.id where h.grant_id = $1',
      [grant],
    )
    return row!
  }
  const factsOfArtefact = async (id: string) =>
    (await scene.factsOf(scene.accountOf('kaffeerad')))
      .filter(fact => fact.artefact_id === id)
      .map(fact => fact.kind)

  test('the visitor is out at once; the grant stays "not confirmed" until the trace was seen to be gone', async () => {
    const grant = await giveWithAdmin('sam')
    await scene.desk.round.tend()
    assert.equal(foreign.admins.size, 1)
    const cookie = await scene.enter('kaffeerad', 'sam')
    const artefact = await artefactOf(grant)

    foreign.isReachable = false
    const { body } = await end(grant)
    await scene.assertRefused('kaffeerad', cookie)
    assert.equal(body.grants[0].state, 'ending')
    assert.equal(body.grants[0].confirmedAt, null)
    for (let round = 0; round < 3; round++) {
      scene.desk.time.pass(60_000)
      await scene.desk.round.tend()
      assert.equal((await scene.grantOf(grant)).ended_at, null)
    }
    const receipt = await scene.receiptOf(grant)
    assert.equal(receipt.state, 'ending')
    assert.equal(receipt.ending.confirmedAt, null)
    assert.equal(receipt.entries[0].refusedAt, null, 'nothing is claimed that was not witnessed together')
    assert.equal((await artefactOf(grant)).error, 'connect ETIMEDOUT')
    // Three rounds of the same silence are one fact.
    assert.equal((await factsOfArtefact(artefact.id)).filter(kind => kind === 'artefact.failed').length, 1)

    // It answers again and says "done", but the login still works.
    foreign.isReachable = true
    foreign.isForgetful = true
    await nextTry()
    assert.equal((await scene.grantOf(grant)).ended_at, null)
    assert.equal((await artefactOf(grant)).error, 'the login still works')

    foreign.isForgetful = false
    await nextTry()
    const ended = await scene.grantOf(grant)
    assert.ok(ended.ended_at)
    assert.ok(ended.witness!.some(witness => witness.kind === 'artefact' && witness.id === artefact.id))
    assert.equal(foreign.admins.size, 0)
    assert.deepEqual(await factsOfArtefact(artefact.id), [
      'artefact.wanted',
      'artefact.present',
      'artefact.removing',
      'artefact.failed',
      'artefact.failed',
      'artefact.gone',
    ])
    await scene.assertLedgersWhole()
  })

  test('two overlapping grants want the same trace: it stays until the last of them ends', async () => {
    for (const order of ['older first', 'newer first']) {
      const sam = await giveWithAdmin('sam')
      await scene.desk.round.tend()
      const ines = await giveWithAdmin('ines')
      await scene.desk.round.tend()
      assert.equal(foreign.admins.size, 1)
      assert.equal((await artefactOf(sam)).id, (await artefactOf(ines)).id)
      const [first, last] = order === 'older first' ? [sam, ines] : [ines, sam]

      await end(first)
      await scene.desk.round.tend()
      assert.equal(foreign.admins.size, 1, order)
      assert.ok((await scene.grantOf(first)).ended_at)
      assert.deepEqual(
        (await scene.grantOf(first)).witness!.map(witness => witness.kind),
        ['still-held'],
      )
      assert.ok(!foreign.calls.some(call => call.startsWith('close')))

      await end(last)
      await scene.desk.round.tend()
      assert.equal(foreign.admins.size, 0)
      assert.ok((await scene.grantOf(last)).ended_at)
      foreign.calls.length = 0
    }
  })

  test('both ended at once in one transaction take it with them', async () => {
    const sam = await giveWithAdmin('sam')
    const ines = await giveWithAdmin('ines')
    await scene.desk.round.tend()
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/endings`)
    await scene.desk.round.tend()
    assert.equal(foreign.admins.size, 0)
    for (const grant of [sam, ines]) assert.ok((await scene.grantOf(grant)).ended_at)
  })

  test('a system that nobody has connected confirms nothing', async () => {
    const grant = await giveWithAdmin('sam', { system: 'nobody' })
    await scene.desk.round.tend()
    await end(grant)
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(grant)).ended_at, null)
    assert.equal((await artefactOf(grant)).error, 'no connection to nobody is set up')
  })

  test('a connector that throws fails for itself: another shop is cleared, and no secret gets into the ledger', async () => {
    const broken = await giveWithAdmin('sam')
    const whole = await giveWithAdmin('ines', { system: 'other' })
    await scene.desk.round.tend()
    foreign.throws = true
    await end(broken)
    await end(whole)
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(whole)).ended_at)
    assert.equal(other.admins.size, 0)
    assert.equal((await scene.grantOf(broken)).ended_at, null)
    assert.equal((await artefactOf(broken)).error, 'the connection to presto broke (TypeError)')
    const facts = JSON.stringify(await scene.factsOf(scene.accountOf('kaffeerad')))
    assert.ok(!facts.includes('secret'))
  })

  test('nothing is made outside before the grant begins, and nothing for one that ended before', async () => {
    const beginsAt = scene.desk.time.now + 3_600_000
    const early = await giveWithAdmin('sam', { beginsAt, shop: 'roesterei' })
    await scene.desk.round.tend()
    assert.equal(foreign.admins.size, 0)
    scene.desk.time.now = beginsAt
    await scene.desk.round.tend()
    assert.equal(foreign.admins.size, 1)
    await end(early)
    const never = await giveWithAdmin('sam')
    await end(never)
    foreign.calls.length = 0
    await scene.desk.round.tend()
    assert.ok(!foreign.calls.some(call => call.startsWith('open')))
    assert.equal(foreign.admins.size, 0)
    for (const grant of [early, never]) assert.ok((await scene.grantOf(grant)).ended_at)
  })

  test('fifty shops that never answer do not keep the next one waiting', async () => {
    foreign.isReachable = false
    const account = scene.accountOf('kaffeerad')
    await scene.desk.sql(
      `insert into access.artefacts (id, account_id, resource_id, system, kind, shared_as, wanted_at, removing_at)
       select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, $2, 'presto', 'admin ' || n, 'visits@provider.test', $3, $3
       from generate_series(1, 60) n`,
      [account, scene.shopId('roesterei'), new Date(scene.desk.time.now - 3_600_000)],
    )
    const grant = await giveWithAdmin('sam', { system: 'other' })
    await scene.desk.round.tend()
    await end(grant)
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(grant)).ended_at)
    foreign.isReachable = true
    await nextTry()
  })

  test('what a slow shop makes after everybody took it for gone is taken away again', async () => {
    const grant = await giveWithAdmin('sam')
    let goOn = () => {}
    foreign.slow = new Promise(resolve => {
      goOn = resolve
    })
    const making = scene.desk.round.tend()
    while (foreign.calls.length === 0) await new Promise(setImmediate)
    // Another node has nothing to wait for.
    const second = await scene.desk.secondNode()
    await end(grant)
    // For so long that nobody waits for it any more.
    scene.desk.time.now += 121_000
    await second.round.tend()
    assert.ok((await scene.grantOf(grant)).ended_at)
    goOn()
    await making
    await second.round.tend()
    assert.equal(foreign.admins.size, 0)
    assert.ok((await artefactOf(grant)).gone_at)
    assert.ok((await scene.grantOf(grant)).ended_at)
  })

  test('a grant is not called ended while a shop is still making its trace', async () => {
    const grant = await giveWithAdmin('sam')
    let goOn = () => {}
    foreign.slow = new Promise(resolve => {
      goOn = resolve
    })
    const making = scene.desk.round.tend()
    try {
      while (foreign.calls.length === 0) await new Promise(setImmediate)
      const second = await scene.desk.secondNode()
      await end(grant)
      await second.round.tend()
      assert.equal((await scene.grantOf(grant)).ended_at, null)
    } finally {
      goOn()
      await making
    }
  })

  test('the date passes while nobody can be reached: over for the visitor, not confirmed for the owner', async () => {
    const grant = await giveWithAdmin('sam')
    await scene.desk.round.tend()
    foreign.isReachable = false
    scene.desk.time.now = friday
    await scene.desk.round.tend()
    const noted = await scene.grantOf(grant)
    assert.equal(noted.ending_cause, 'expired')
    assert.equal(noted.ended_at, null)
    foreign.isReachable = true
    scene.desk.time.pass(300_000)
    await scene.assertEnded(grant, 'expired', friday, '– clock')
  })
})
