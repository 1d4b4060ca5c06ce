// What a visitor leaves behind is found, told to the owner, and removed; and once a day the desk looks whether what it
// made is there exactly as long as somebody has opened access for it.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { openForeignShop } from '../foreign-shop.ts'

const helper = { kind: 'admin', id: '7', name: 'helper2' }
const backup = { kind: 'application-password', id: '1/abc', name: 'backup (owner)' }

describe('what a visitor leaves behind', () => {
  let scene: Scene
  let shop: ReturnType<typeof openForeignShop>
  let account: string
  let olga: Scene['olga']
  before(async () => {
    shop = openForeignShop()
    scene = await openScene({ connectors: () => [shop.connector] })
    account = scene.accountOf('kaffeerad')
    const connected = await scene.olga.put(
      `/accounts/${account}/shops/${scene.shopId('kaffeerad')}/connection`,
      { system: 'presto', address: 'https://kaffeerad.example', credential: 'x' },
    )
    assert.equal(connected.status, 200)
  })
  beforeEach(async () => {
    Object.assign(shop, { isReachable: true, isSilent: false, throws: false, isForgetful: false })
    shop.cannotRemove.clear()
    olga = await scene.desk.as('olga')
    await olga.post(`/accounts/${account}/endings`, {})
    await rounds()
    shop.things = [{ kind: 'admin', id: '1', name: 'owner' }]
    shop.removed.length = 0
    await scene.desk.round.checkDaily()
    scene.desk.time.pass(hour)
    await rounds()
    olga = await scene.desk.as('olga')
  })
  after(() => scene.desk.close())

  async function rounds(): Promise<void> {
    await scene.desk.round.tend()
    await scene.desk.round.look()
    await scene.desk.round.tell()
  }
  const visit = (to: 'sam' | 'ines' = 'sam', kind = 'admin') =>
    scene.give('kaffeerad', to, ['shop.view'], {
      door: 'support-visit',
      endsAt: scene.desk.time.now + 2 * day,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: account,
          resourceId: scene.shopId('kaffeerad'),
          grantId,
          system: 'presto',
          kind,
          sharedAs: '',
          reference: {},
        }),
    })
  const begin = async (to: 'sam' | 'ines' = 'sam', kind?: string) => {
    const grant = await visit(to, kind)
    await rounds()
    return grant
  }
  const end = async (grant: string) => {
    const ended = await olga.post(`/accounts/${account}/grants/${grant}/ending`)
    assert.equal(ended.status, 200)
    await rounds()
  }
  const path = (grant: string) => `/accounts/${account}/grants/${grant}/left-behind`
  const read = async (grant: string) => {
    const { status, body } = await olga.get(path(grant))
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const namesOf = (body: { items: { name: string; state: string }[] }) =>
    body.items.map(({ name, state }) => `${name}: ${state}`)
  const mails = (kind: string) =>
    scene.desk.sql<{ to_address: string; subject: string; plain: string }>(
      'select * from plumbing.mails where kind = $1 order by queued_at',
      [kind],
    )
  const artefactOf = async (grant: string) =>
    (
      await scene.desk.sql<{ id: string; gone_at: Date | null; missing_at: Date | null }>(
        'select a.* from access.artefacts a join access.artefact_grants h on h.artefact_id = a.id where h.grant_id = $1',
        [grant],
      )
    )[0]!
  const kindsSince = async (seq: number) =>
    (await scene.factsOf(account)).filter(fact => fact.seq > seq).map(fact => fact.kind)
  const lastSeq = async () => (await scene.factsOf(account)).at(-1)!.seq

  test('nothing was left behind: that is said, with what nobody could have seen', async () => {
    const grant = await begin()
    const during = await read(grant)
    assert.equal(during.state, 'visiting')
    assert.equal(during.beginning.trouble, null)
    assert.deepEqual(
      (
        await scene.desk.sql<{ found: unknown }>(
          "select found from support_visit.inventories where moment = 'beginning' order by asked_at desc limit 1",
        )
      )[0]!.found,
      [{ kind: 'admin', id: '1', name: 'owner' }],
      'the visitor’s own account is not in it',
    )
    await end(grant)
    const body = await read(grant)
    assert.deepEqual([body.state, body.items], ['compared', []])
    assert.equal(body.end.trouble, null)
    assert.deepEqual(body.cannotSee, ['Files on the server.'])
    assert.equal(body.can.check, true)
  })

  test('what is new is found, told by mail, removed at one stroke, and proven by another look', async () => {
    const grant = await begin()
    shop.add(helper, backup)
    const before = (await mails('left-behind')).length
    await end(grant)
    const found = await read(grant)
    assert.equal(found.state, 'compared')
    assert.deepEqual(namesOf(found), ['helper2: found', 'backup (owner): found'])
    const mail = (await mails('left-behind')).slice(before)
    assert.equal(mail.length, 1, 'once, to the owner')
    assert.match(mail[0]!.plain, /helper2/)
    assert.match(mail[0]!.plain, new RegExp(`/accounts/${account}/grants/${grant}`))
    await rounds()
    assert.equal((await mails('left-behind')).length, before + 1)

    const looks = shop.looks
    const items = found.items.map((item: { id: string }) => item.id)
    const removed = await olga.post(`${path(grant)}/removal`, { items })
    assert.equal(removed.status, 200, JSON.stringify(removed.body))
    assert.deepEqual(namesOf(removed.body), ['helper2: removed', 'backup (owner): removed'])
    assert.deepEqual(shop.removed, ['admin 7', 'application-password 1/abc'])
    assert.equal(shop.looks, looks + 1)
    for (const item of removed.body.items) {
      assert.match(item.witness, /not there any more/)
      assert.equal(item.by.name, 'Olga Ostermann')
    }
    const again = await olga.post(`${path(grant)}/removal`, { items })
    assert.deepEqual([again.status, again.body.code], [409, 'left-behind-is-over'])
    const facts = await scene.factsOf(account)
    assert.equal(facts.filter(fact => fact.kind === 'left-behind.removed').length, 2)
    assert.deepEqual(facts.filter(fact => fact.kind === 'left-behind.found').at(-1)!.data['things'], [
      helper,
      backup,
    ])
    await scene.assertLedgersWhole()
  })

  test('a shop that says "done" and removes nothing is not believed; what it cannot, is to be done by hand', async () => {
    const grant = await begin()
    shop.add(helper, backup)
    await end(grant)
    shop.isForgetful = true
    shop.cannotRemove.add(backup.id)
    const items = (await read(grant)).items.map((item: { id: string }) => item.id)
    const { body } = await olga.post(`${path(grant)}/removal`, { items })
    assert.deepEqual(namesOf(body), ['helper2: cannot', 'backup (owner): cannot'])
    assert.match(body.items[0].why, /still there/)
    assert.equal(body.items[1].why, 'Do it in the shop’s own admin.')

    // By hand, then: and the next look sees it.
    shop.drop(backup.kind, backup.id)
    shop.isForgetful = false
    const looked = await olga.post(`${path(grant)}/check`)
    assert.deepEqual(namesOf(looked.body), ['helper2: cannot', 'backup (owner): vanished'])
    const tried = await olga.post(`${path(grant)}/removal`, { items: [items[0]] })
    assert.equal(tried.body.items[0].state, 'removed')
  })

  test('a plugin that was switched off is still installed, and that is said', async () => {
    const grant = await begin()
    shop.add({ kind: 'plugin', id: 'x/x', name: 'Backdoor 1.0' })
    await end(grant)
    const [plugin] = (await read(grant)).items
    const { body } = await olga.post(`${path(grant)}/removal`, { items: [plugin.id] })
    assert.deepEqual(
      body.items.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`),
      ['inactive-plugin found', 'plugin removed'],
    )
  })

  test('the shop goes silent while it removes: it stays open, and the round goes on until it is proven', async () => {
    const grant = await begin()
    shop.add(helper)
    await end(grant)
    shop.isSilent = true
    const [item] = (await read(grant)).items
    const { body } = await olga.post(`${path(grant)}/removal`, { items: [item.id] })
    assert.equal(body.items[0].state, 'removing')
    shop.isSilent = false
    scene.desk.time.pass(3 * 60_000)
    await scene.desk.round.look()
    assert.equal((await read(grant)).items[0].state, 'removed')
  })

  test('the owner keeps what is his, with a note, and is not asked again', async () => {
    const grant = await begin()
    shop.add(helper)
    await end(grant)
    const [item] = (await read(grant)).items
    const { status, body } = await olga.post(`${path(grant)}/keeping`, {
      items: [item.id],
      note: 'My nephew',
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.items[0].state, body.items[0].note], ['kept', 'My nephew'])
    const told = (await mails('left-behind')).length
    scene.desk.time.pass(day + hour)
    await scene.desk.round.checkDaily()
    await rounds()
    olga = await scene.desk.as('olga')
    const next = await begin()
    await end(next)
    assert.deepEqual((await read(next)).items, [])
    assert.equal((await mails('left-behind')).length, told)
    assert.equal((await scene.factsOf(account, 'left-behind.kept')).length, 1)
  })

  test('visits that overlap share: compared with what was there before the first, and open ones explain their own', async () => {
    const first = await begin('sam')
    shop.add(helper)
    const second = await begin('ines', 'other-admin')
    await end(first)
    const atFirst = await read(first)
    assert.deepEqual(
      namesOf(atFirst),
      ['helper2: found'],
      'the account of the other visitor is not among them',
    )
    assert.equal(atFirst.overlaps, 1)
    assert.deepEqual(
      [(await read(second)).state, namesOf(await read(second))],
      ['visiting', ['helper2: found']],
    )

    shop.add(backup)
    const third = await begin('sam')
    await end(second)
    assert.deepEqual(namesOf(await read(second)), ['helper2: found', 'backup (owner): found'])
    await end(third)
    assert.equal((await read(third)).state, 'compared')
    const watches = await scene.desk.sql('select * from support_visit.watches where over_at is null')
    assert.equal(watches.length, 0, 'and the next visit begins anew')
  })

  test('two visits share one account: it stays until the last ends, and only then is that one compared', async () => {
    const first = await begin('sam')
    const second = await begin('ines')
    assert.equal(shop.visitors().length, 1)
    shop.add(helper)
    await end(first)
    assert.deepEqual(namesOf(await read(first)), ['helper2: found'])
    assert.equal((await read(second)).state, 'visiting')
    await end(second)
    assert.equal((await read(second)).state, 'compared')
    assert.equal(shop.visitors().length, 0)
  })

  test('if nobody can see what is there before, the visit begins all the same, and the owner is told', async () => {
    for (const trouble of ['isSilent', 'throws'] as const) {
      Object.assign(shop, { isSilent: false, throws: false, [trouble]: true })
      const before = (await mails('inventory-not-seen')).length
      const grant = await begin()
      assert.equal(shop.visitors().length, 1, 'nobody waits for help because an inventory failed')
      const body = await read(grant)
      assert.doesNotMatch(JSON.stringify(body), /secret/)
      assert.equal(
        body.beginning.trouble,
        trouble === 'throws' ? 'the connection to presto broke (TypeError)' : 'The shop does not answer.',
      )
      assert.equal((await mails('inventory-not-seen')).length, before + 1)
      Object.assign(shop, { isSilent: false, throws: false })
      shop.add(helper)
      await end(grant)
      const ended = await read(grant)
      assert.deepEqual([ended.state, ended.items], ['not-comparable', []])
      shop.things = [{ kind: 'admin', id: '1', name: 'owner' }]
    }
  })

  test('while nothing could be made, the look is tried again, and nobody is told of a beginning that came right', async () => {
    const before = (await mails('inventory-not-seen')).length
    shop.isReachable = false
    const grant = await begin()
    await rounds()
    shop.isReachable = true
    // The pause before the next try is over.
    scene.desk.time.pass(60_000)
    await rounds()
    assert.equal((await read(grant)).beginning.trouble, null)
    assert.equal((await mails('inventory-not-seen')).length, before)
    await end(grant)
    assert.equal((await read(grant)).state, 'compared')
  })

  test('a shop that is silent at the end is asked again until it answers', async () => {
    const grant = await begin()
    shop.add(helper)
    shop.isSilent = true
    await end(grant)
    for (let round = 0; round < 5; round++) {
      scene.desk.time.pass(31 * 60_000)
      await rounds()
    }
    olga = await scene.desk.as('olga')
    const waiting = await read(grant)
    assert.deepEqual([waiting.state, waiting.end.trouble], ['waiting', 'The shop does not answer.'])
    const taken = (await scene.factsOf(account, 'inventory.taken')).filter(fact => fact.grant_id === grant)
    assert.equal(taken.length, 1, 'the same silence is one fact')
    shop.isSilent = false
    scene.desk.time.pass(31 * 60_000)
    await rounds()
    assert.deepEqual(namesOf(await read(grant)), ['helper2: found'])
  })

  test('a restored backup brings back an account: alarm, taken away again, and the visit stays ended', async () => {
    const grant = await begin()
    const { id } = await artefactOf(grant)
    shop.add(helper)
    await end(grant)
    const [item] = (await read(grant)).items
    await olga.post(`${path(grant)}/removal`, { items: [item.id] })
    const ended = await scene.grantOf(grant)
    assert.ok(ended.ended_at)

    shop.add(shop.adminOf({ artefactId: id }), helper)
    const seq = await lastSeq()
    scene.desk.time.pass(day + hour)
    await scene.desk.round.checkDaily()
    olga = await scene.desk.as('olga')
    const alarmed = await read(grant)
    assert.deepEqual(
      alarmed.cameBack.map((one: { id: string }) => one.id),
      [id],
    )
    assert.deepEqual(namesOf(alarmed), ['helper2: removed', 'helper2: found'], 'what he left is back too')
    await scene.desk.round.tell()
    assert.match((await mails('artefact-came-back')).at(-1)!.plain, new RegExp(grant))

    // Unreachable in between: the alarm stays.
    shop.isReachable = false
    await rounds()
    assert.equal((await read(grant)).cameBack[0].trouble, 'The shop does not answer.')
    shop.isReachable = true
    scene.desk.time.pass(60_000)
    await rounds()
    assert.equal(shop.visitors().length, 0)
    assert.deepEqual((await read(grant)).cameBack, [])
    assert.deepEqual(await scene.grantOf(grant), ended, 'with the witness of that day')
    assert.deepEqual(
      (await kindsSince(seq)).filter(kind => kind.startsWith('artefact.')),
      ['artefact.came-back', 'artefact.failed', 'artefact.gone'],
    )
    await scene.assertLedgersWhole()
  })

  test('somebody deleted the account by hand: told to owner and visitor, and made again only when one of them says so', async () => {
    for (const who of ['olga', 'sam'] as const) {
      const grant = await begin()
      const { id } = await artefactOf(grant)
      shop.things = shop.things.filter(one => !one.artefactId)
      scene.desk.time.pass(hour)
      olga = await scene.desk.as('olga')
      const before = (await mails('artefact-missing')).length
      const looked = await olga.post(`${path(grant)}/check`)
      assert.deepEqual(
        looked.body.missing.map((one: { id: string }) => one.id),
        [id],
      )
      await rounds()
      await rounds()
      assert.equal(shop.visitors().length, 0, 'not made again by itself')
      assert.deepEqual((await mails('artefact-missing')).slice(before).map(mail => mail.to_address).length, 2)
      const [sam, ines] = [await scene.desk.as('sam'), await scene.desk.as('ines')]
      assert.equal((await sam.get(`/visits/${grant}/missing`)).body.items.length, 1)
      assert.equal((await ines.get(`/visits/${grant}/missing`)).status, 404)
      assert.equal((await ines.post(`/visits/${grant}/artefacts/${id}/again`)).status, 404)
      const again =
        who === 'olga'
          ? await olga.post(`/accounts/${account}/grants/${grant}/artefacts/${id}/again`)
          : await sam.post(`/visits/${grant}/artefacts/${id}/again`)
      assert.equal(again.status, 200, JSON.stringify(again.body))
      await rounds()
      assert.equal(shop.visitors().length, 1)
      assert.deepEqual((await read(grant)).missing, [])
      const twice = await olga.post(`/accounts/${account}/grants/${grant}/artefacts/${id}/again`)
      assert.deepEqual([twice.status, twice.body.code], [409, 'nothing-is-missing'])
      await end(grant)
      assert.equal(
        (await sam.get(`/visits/${grant}/missing`)).status,
        404,
        'a visit that is over shows nothing',
      )
      assert.ok((await artefactOf(grant)).gone_at)
    }
  })

  test('what no inventory shows is not missing while the shop says that it is there', async () => {
    const grant = await begin()
    const hidden = shop.connector.inventory
    shop.connector.inventory = async () => ({
      seen: true,
      found: [{ kind: 'admin', id: '1', name: 'owner' }],
    })
    scene.desk.time.pass(hour)
    olga = await scene.desk.as('olga')
    assert.deepEqual((await olga.post(`${path(grant)}/check`)).body.missing, [])
    shop.connector.inventory = hidden
  })

  test('the account of a desk that nobody knows is found by the daily look', async () => {
    const grant = await begin()
    await end(grant)
    shop.add(shop.adminOf({ artefactId: '0199aaaa-0000-7000-8000-000000000001' }))
    scene.desk.time.pass(day + hour)
    await scene.desk.round.checkDaily()
    olga = await scene.desk.as('olga')
    assert.equal((await read(grant)).items.length, 1)
    const looks = shop.looks
    await scene.desk.round.checkDaily()
    assert.equal(shop.looks, looks, 'once a day')
  })

  test('nobody else sees it or does it, and only what belongs to the visit’s shop is touched', async () => {
    const grant = await begin()
    shop.add(helper)
    await end(grant)
    const [item] = (await read(grant)).items
    for (const name of ['noor', 'sam'] as const) {
      const other = await scene.desk.as(name)
      for (const answer of [
        await other.get(path(grant)),
        await other.post(`${path(grant)}/removal`, { items: [item.id] }),
        await other.post(`${path(grant)}/keeping`, { items: [item.id] }),
        await other.post(`${path(grant)}/check`),
      ])
        assert.equal(answer.status, 404)
    }
    const elsewhere = await scene.give('roesterei', 'sam', ['shop.view'], { door: 'support-visit' })
    const wrong = await olga.post(`${path(elsewhere)}/removal`, { items: [item.id] })
    assert.equal(wrong.status, 409)
    const unconnected = await olga.post(`${path(elsewhere)}/check`)
    assert.deepEqual([unconnected.status, unconnected.body.code], [409, 'not-connected'])
    const switched = await scene.give('kaffeerad', 'sam', ['shop.view'])
    assert.equal((await olga.get(path(switched))).status, 404, 'another door leaves nothing behind')
    assert.deepEqual(shop.removed, [])
  })
})
