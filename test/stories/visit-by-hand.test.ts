// The method "by hand", for a platform that nobody knows, and lists of allowed network addresses on any of them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { mailsOf, openVisit, refused, type Visit } from './guided-visit.ts'

describe('a platform that is not listed', () => {
  let scene: Scene
  let visit: Visit
  before(async () => {
    scene = await openScene()
    visit = await openVisit(scene, { platform: 'not-listed', kind: 'admin' })
  })
  after(() => scene.desk.close())

  test('support decides first whether it has to get in at all; the guide says that nobody has checked it', async () => {
    const [item] = (await visit.see('support')).items
    assert.deepEqual([item.platform, item.phase], ['not-listed', 'before'])
    assert.ok(item.phases.every(({ basis }: { basis: string }) => basis === 'not checked'))
    assert.equal(item.guide.documentation, null)
    assert.equal(item.rights, null)
    assert.equal((await visit.confirm('support', 'byHand.needed')).status, 200)
    assert.equal((await visit.see('support')).items[0].phase, 'open')
  })

  test('it is open when the owner has confirmed, and over when both have', async () => {
    await visit.finish('open', 'check')
    await scene.desk.round.tend()
    assert.ok((await visit.artefacts())[0]!.present_at)
    await visit.end()
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(visit.grantId)).ended_at, null)
    await visit.finish('end')
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(visit.grantId)).ended_at)
    assert.equal((await visit.artefacts())[0]!.witness!.by, 'people')
    await scene.assertLedgersWhole()
  })

  test('what was wanted and never let in needs the owner’s word all the same: nobody else can know', async () => {
    const never = await openVisit(scene, {
      platform: 'not-listed',
      kind: 'admin',
      mailbox: 'n@einlass.example',
    })
    await never.end()
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(never.grantId)).ended_at, null)
    refused(await never.confirm('owner', 'byHand.make'), 409, 'step-not-now')
    await never.finish('end')
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(never.grantId)).ended_at)
  })
})

describe('network addresses that are let in', () => {
  let scene: Scene
  let visit: Visit
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  const change = (client: Client, ...networks: string[]) =>
    client.put('/provider/networks', {
      items: networks.map(network => ({ network, label: 'Office' })),
    })

  test('the desk keeps them, nobody else sees or changes them, and nonsense is refused', async () => {
    refused(await scene.olga.get('/provider/networks'), 404, 'not-found')
    refused(await change(scene.olga, '203.0.113.7'), 404, 'not-found')
    assert.ok((await change(scene.sam, '203.0.113.7')).status >= 403)
    for (const nonsense of ['203.0.113.7/24', '0.0.0.0/0', 'support.example', '::/0'])
      refused(await change(scene.dora, nonsense), 400, 'not-a-network')
    const changed = await change(scene.dora, '203.0.113.0/24', '2001:DB8::7', '203.0.113.0/24')
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.deepEqual(changed.body, {
      items: [
        { network: '2001:db8::7', label: 'Office' },
        { network: '203.0.113.0/24', label: 'Office' },
      ],
      openVisits: 0,
    })
    await change(scene.dora, '203.0.113.0/24', '2001:DB8::7')
    const facts = await scene.factsOf(scene.desk.cast.provider, 'policy.changed')
    assert.equal(facts.length, 1, 'saying the same again changes nothing')
  })

  test('the owner is told which, lets them in, and that is part of the access', async () => {
    visit = await openVisit(scene, { platform: 'wix', allowList: true })
    const [list, invitation] = (await visit.see('owner')).items
    assert.deepEqual([list.kind, invitation.kind], ['allow-list', 'invitation'], 'addresses go in first')
    assert.deepEqual(list.addresses, ['2001:db8::7', '203.0.113.0/24'])
    assert.match((await visit.find('allowList.putIn')).says, /2001:db8::7, 203\.0\.113\.0\/24/)
    await visit.finish('before', 'open', 'check')
    await scene.desk.round.tend()
    assert.ok((await visit.artefacts()).every(one => one.present_at))
    assert.equal((await scene.dora.get('/provider/networks')).body.openVisits, 1)
  })

  test('when the provider’s addresses change, owners of open visits are told, and confirm the new list', async () => {
    assert.equal((await change(scene.dora, '203.0.113.0/24', '198.51.100.9')).status, 200)
    const [mail, ...more] = await mailsOf(scene, 'addresses-changed')
    assert.deepEqual(more, [])
    assert.match(mail!.plain, /198\.51\.100\.9/)
    assert.match(mail!.plain, /2001:db8::7/)
    const [list] = (await visit.see('owner')).items
    assert.deepEqual(
      [list.addresses, list.oldAddresses],
      [['198.51.100.9', '203.0.113.0/24'], ['2001:db8::7']],
    )
    assert.deepEqual([list.state, list.phase], ['let-in', 'open'])
    assert.equal((await visit.confirm('owner', 'allowList.putIn')).status, 200)
    refused(await visit.undo('owner', 'allowList.putIn'), 409, 'step-not-now')
    await scene.desk.round.tellTheRest()
    assert.equal((await mailsOf(scene, 'addresses-changed')).length, 1)
  })

  test('a second visit needs the same list; it stays until the last of them ends', async () => {
    const second = await openVisit(scene, {
      platform: 'wix',
      agent: 'ines',
      allowList: true,
      mailbox: 'i@einlass.example',
    })
    await second.end()
    await scene.desk.round.tend()
    const list = async () => (await visit.artefacts()).find(one => one.kind === 'allow-list')
    assert.equal((await list())!.gone_at, null)
    assert.equal((await visit.see('owner')).items[0].state, 'let-in')
  })

  test('at the end all of them come out, the older ones too, and only then is it over', async () => {
    await visit.end()
    await scene.desk.round.tend()
    assert.match(
      (await visit.find('allowList.takeOut')).says,
      /198\.51\.100\.9, 203\.0\.113\.0\/24, 2001:db8::7/,
    )
    for (const [side, key] of [
      ['owner', 'wix.remove'],
      ['owner', 'common.gone'],
      ['support', 'common.openWindow'],
    ] as const)
      assert.equal((await visit.confirm(side, key)).status, 200)
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(visit.grantId)).ended_at, null)
    await scene.desk.round.tellTheRest()
    assert.match(
      (await mailsOf(scene, 'take-away')).at(-1)!.plain,
      /198\.51\.100\.9, 203\.0\.113\.0\/24, 2001:db8::7/,
    )
    assert.equal((await visit.confirm('owner', 'allowList.takeOut')).status, 200)
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(visit.grantId)).ended_at)
    assert.equal((await change(scene.dora, '192.0.2.1')).status, 200)
    assert.equal((await mailsOf(scene, 'addresses-changed')).length, 1, 'nobody has them on a list any more')
    await scene.assertLedgersWhole()
  })
})
