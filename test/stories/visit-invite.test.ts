// The method "invite": on Shopify and Wix the owner lets somebody in himself, step by step, and takes him out again. What
// Einlass cannot see, people confirm; until they have, nothing is called open or over.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { mailsOf, openVisit, refused, type Visit } from './guided-visit.ts'

describe('Shopify: a request with a code, and rights that are compared', () => {
  let scene: Scene
  let visit: Visit
  let artefact: string
  const agreed = ['Orders', 'Products']
  before(async () => {
    scene = await openScene()
    visit = await openVisit(scene, { platform: 'shopify', rights: agreed })
    artefact = (await visit.artefacts())[0]!.id
  })
  after(() => scene.desk.close())

  const theRights = async () => (await visit.see('owner')).items[0].rights

  test('both sides see the same list with the guide it follows, and what is theirs in it', async () => {
    const [owner, support] = [await visit.see('owner'), await visit.see('support')]
    assert.deepEqual([owner.side, support.side], ['owner', 'support'])
    const [item] = owner.items
    assert.deepEqual(
      [item.platform, item.kind, item.state, item.phase],
      ['shopify', 'invitation', 'letting-in', 'open'],
    )
    assert.deepEqual(item.guide.version, 1)
    assert.match(item.guide.checkedOn, /^2026-/)
    assert.match(item.apiCheck.can, /staffMembers/)
    assert.deepEqual(
      item.phases.map(({ phase, basis }: { phase: string; basis: string }) => [
        phase,
        basis === 'not checked',
      ]),
      [
        ['before', false],
        ['open', true],
        ['check', true],
        ['end', true],
        ['after', true],
      ],
    )
    assert.deepEqual(item.waitsFor, { owner: 3, support: 1 })
    const can = (body: unknown, key: string) =>
      visit.stepsOf(body).find(step => step.key === key)!.can.confirm
    assert.equal(can(owner, 'shopify.giveCode'), true)
    assert.equal(can(support, 'shopify.giveCode'), 'other-side-confirms')
    assert.equal(can(support, 'shopify.sendRequest'), true)
    assert.equal(can(owner, 'shopify.remove'), 'step-not-now')
    const send = visit.stepsOf(owner).find(step => step.key === 'shopify.look')!
    assert.match(send.says, /Sam Albers/)
  })

  test('it waits for people, and that is no failure: one sentence, no fact, however often the round goes', async () => {
    for (let round = 0; round < 3; round++) await scene.desk.round.tend()
    const [one] = await visit.artefacts()
    assert.deepEqual([one!.present_at, one!.error], [null, null])
    assert.equal(one!.waits_for, 'waits for the owner to confirm 4 steps and for support to confirm one step')
    assert.deepEqual(await scene.factsOf(visit.accountId, 'artefact.failed'), [])
  })

  test('whoever is on the wrong side is refused, and strangers find nothing', async () => {
    refused(await visit.confirm('support', 'shopify.giveCode'), 403, 'other-side-confirms')
    refused(await visit.confirm('owner', 'shopify.sendRequest'), 403, 'other-side-confirms')
    refused(await visit.confirm('owner', 'shopify.remove'), 409, 'step-not-now')
    const { id } = await visit.find('shopify.giveCode')
    const strange = (client: Client, path: string) => client.put(`${path}/steps/${id}/confirmation`, {})
    refused(await strange(scene.noor, visit.path.owner), 404, 'not-found')
    refused(
      await strange(scene.noor, `/accounts/${scene.accountOf('tulpenkas')}/grants/${visit.grantId}`),
      404,
      'not-found',
    )
    refused(await strange(scene.ines, visit.path.support), 404, 'not-found')
    refused(await scene.noor.get(`${visit.path.owner}/steps`), 404, 'not-found')
    refused(await scene.ines.get(`${visit.path.support}/steps`), 404, 'not-found')
    refused(await scene.olga.get(`${visit.path.support}/steps`), 404, 'not-found')
    refused(await scene.desk.anybody.get(`${visit.path.support}/steps`), 401, 'not-signed-in')
  })

  test('a word is given once, can be taken back, and both stand in the ledger', async () => {
    assert.equal((await visit.confirm('owner', 'shopify.giveCode', 'code given')).status, 200)
    assert.equal((await visit.confirm('owner', 'shopify.giveCode', 'again')).status, 200)
    const given = (await visit.find('shopify.giveCode')).confirmed!
    assert.deepEqual([given.by.name, given.note], ['Olga Ostermann', 'code given'])
    refused(await visit.undo('support', 'shopify.giveCode'), 403, 'other-side-confirms')
    assert.equal((await visit.undo('owner', 'shopify.giveCode')).status, 200)
    assert.equal((await visit.undo('owner', 'shopify.giveCode')).status, 200)
    assert.equal((await visit.find('shopify.giveCode')).confirmed, null)
    assert.equal((await visit.confirm('owner', 'shopify.giveCode')).status, 200)
    assert.equal((await scene.factsOf(visit.accountId, 'step.confirmed')).length, 2)
    const [undone, ...more] = await scene.factsOf(visit.accountId, 'step.undone')
    assert.deepEqual([undone!.data['step'], more.length], ['shopify.giveCode', 0])
  })

  test('nobody says yes before it was read what is asked for, or while it is more than was agreed', async () => {
    assert.equal((await visit.confirm('support', 'shopify.sendRequest')).status, 200)
    refused(await visit.confirm('owner', 'shopify.compareRequest'), 409, 'rights-differ')
    refused(await visit.confirm('owner', 'shopify.accept'), 409, 'rights-differ')
    const read = await visit.readRights('support', artefact, ['orders ', 'Orders', 'Finance', 'Users'])
    assert.equal(read.status, 200, JSON.stringify(read.body))
    const { requested, agreed: said } = await theRights()
    assert.deepEqual(said, agreed)
    assert.deepEqual(
      [requested.by.name, requested.same, requested.missing, requested.extra],
      ['Sam Albers', ['Orders'], ['Products'], ['Finance', 'Users']],
    )
    refused(await visit.confirm('owner', 'shopify.compareRequest'), 409, 'rights-differ')
  })

  test('what goes beyond is accepted by name, by the owner alone, and void when something else is asked for', async () => {
    const accept = (client: Client, names: string[]) => visit.acceptRights(client, artefact, names)
    refused(await accept(scene.sam, ['Finance', 'Users']), 404, 'not-found')
    refused(await accept(scene.olga, ['Finance']), 409, 'rights-differ')
    refused(await accept(scene.olga, ['Finance', 'Users', 'Customers']), 409, 'rights-differ')
    assert.equal((await accept(scene.olga, ['finance', 'Users'])).status, 200)
    assert.deepEqual((await theRights()).accepted.rights, ['Finance', 'Users'])
    assert.equal((await visit.confirm('owner', 'shopify.compareRequest')).status, 200)

    const again = await visit.readRights('support', artefact, ['Orders', 'Finance', 'Users', 'Customers'])
    assert.equal(again.status, 200)
    assert.equal((await theRights()).accepted, null)
    assert.equal((await visit.find('shopify.compareRequest')).confirmed, null)
    refused(await visit.confirm('owner', 'shopify.accept'), 409, 'rights-differ')

    // Sam takes away in the request what is too much; the owner reads it herself.
    const own = await visit.readRights('owner', artefact, ['Orders'])
    assert.equal(own.status, 200)
    refused(await accept(scene.olga, []), 409, 'step-not-now')
    assert.equal((await visit.confirm('owner', 'shopify.compareRequest')).status, 200)
    assert.equal((await scene.factsOf(visit.accountId, 'rights.read')).length, 3)
    assert.deepEqual((await scene.factsOf(visit.accountId, 'rights.accepted'))[0]!.data['rights'], [
      'Finance',
      'Users',
    ])
  })

  test('with the last word it is open; from then on nothing of it is taken back', async () => {
    await scene.desk.round.tend()
    assert.equal((await visit.artefacts())[0]!.present_at, null)
    await visit.finish('open', 'check')
    await scene.desk.round.tend()
    const [one] = await visit.artefacts()
    assert.ok(one!.present_at)
    assert.equal(one!.waits_for, null)
    const [item] = (await visit.see('owner')).items
    assert.deepEqual([item.state, item.phase], ['let-in', null])
    refused(await visit.undo('owner', 'shopify.accept'), 409, 'step-not-now')
  })

  test('the end is guided: mails at once, after an hour, after a day, daily; it stays unconfirmed so long', async () => {
    assert.equal((await visit.end()).status, 200)
    const told = async () =>
      (await mailsOf(scene, 'take-away', 'confirm-gone')).map(
        ({ kind, to_address }) => `${kind} ${to_address}`,
      )
    await scene.desk.round.tend()
    await scene.desk.round.tellTheRest()
    await scene.desk.round.tellTheRest()
    assert.deepEqual((await told()).length, 2, 'one for each side')
    const [mail] = await mailsOf(scene, 'take-away')
    assert.match(mail!.plain, /Settings > Users/)
    assert.doesNotMatch(mail!.plain, /noch nicht bestätigt, dass er weg ist/)
    const [toSam] = await mailsOf(scene, 'confirm-gone')
    assert.match(toSam!.to_address, /sam/)

    scene.desk.time.pass(hour)
    await scene.desk.round.tellTheRest()
    assert.deepEqual((await told()).length, 4)
    scene.desk.time.pass(23 * hour)
    await scene.desk.round.tellTheRest()
    assert.deepEqual((await told()).length, 6)
    scene.desk.time.pass(23 * hour)
    await scene.desk.round.tellTheRest()
    assert.deepEqual((await told()).length, 6)
    scene.desk.time.pass(hour)
    await scene.desk.round.tellTheRest()
    assert.deepEqual((await told()).length, 8)
    assert.match((await mailsOf(scene, 'take-away')).at(-1)!.subject, /Noch nicht bestätigt/)
    await scene.everybodySignsInAnew()

    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(visit.grantId)).ended_at, null)
    const unconfirmed = await scene.dora.get('/provider/unconfirmed-endings')
    assert.match(
      JSON.stringify(unconfirmed.body),
      /by-hand: invitation.*waits for the owner to confirm 2 steps and for support/,
    )
    assert.deepEqual(await scene.factsOf(visit.accountId, 'artefact.failed'), [])
  })

  test('gone is what both have confirmed, and the receipt says that people did, who and when', async () => {
    assert.equal((await visit.confirm('owner', 'shopify.remove')).status, 200)
    assert.equal((await visit.confirm('owner', 'shopify.gone')).status, 200)
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(visit.grantId)).ended_at, null, 'support has not looked yet')
    scene.desk.time.pass(25 * hour)
    await scene.everybodySignsInAnew()
    await scene.desk.round.tellTheRest()
    assert.equal((await mailsOf(scene, 'take-away')).length, 4, 'the owner has done her part')
    assert.equal((await mailsOf(scene, 'confirm-gone')).length, 5)

    assert.equal((await visit.undo('owner', 'shopify.gone')).status, 200)
    assert.equal((await visit.confirm('support', 'common.openWindow')).status, 200)
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(visit.grantId)).ended_at, null, 'one word was taken back')
    assert.equal((await visit.confirm('owner', 'shopify.gone')).status, 200)
    await scene.desk.round.tend()
    const { ended_at, witness } = await scene.grantOf(visit.grantId)
    assert.ok(ended_at)
    const [seen] = witness as { kind: string; how: string; by?: string }[]
    assert.equal(seen!.by, 'people')
    assert.match(
      seen!.how,
      /^confirmed by people, seen by no program: shopify\.remove by Olga Ostermann at 2026-\S+; shopify\.gone by Olga Ostermann at 2026-\S+; common\.openWindow by Sam Albers at 2026-\S+$/,
    )
    const receipt = await scene.receiptOf(visit.grantId)
    const gone = receipt.facts.find((fact: { kind: string }) => fact.kind === 'artefact.gone')
    assert.equal(gone.data.by, 'people')
    refused(await visit.undo('owner', 'shopify.gone'), 409, 'step-not-now')
    refused(await scene.sam.get(`${visit.path.support}/steps`), 404, 'not-found')
  })

  test('afterwards the request code is made anew, which can still be confirmed', async () => {
    const [item] = (await visit.see('owner')).items
    assert.deepEqual([item.state, item.phase], ['taken-out', 'after'])
    assert.equal((await visit.confirm('owner', 'shopify.newCode')).status, 200)
    assert.equal((await visit.see('owner')).items[0].phase, null)
    await scene.assertLedgersWhole()
  })
})

describe('Wix: an invitation that support accepts', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  test('two visitors have an invitation each; two visits of one visitor share his, until the last ends', async () => {
    const first = await openVisit(scene, { platform: 'wix', mailbox: 'a@einlass.example' })
    const second = await openVisit(scene, { platform: 'wix', mailbox: 'a@einlass.example' })
    const other = await openVisit(scene, { platform: 'wix', agent: 'ines', mailbox: 'b@einlass.example' })
    assert.equal((await first.artefacts())[0]!.id, (await second.artefacts())[0]!.id)
    assert.notEqual((await first.artefacts())[0]!.id, (await other.artefacts())[0]!.id)
    assert.match((await second.find('wix.invite')).says, /a@einlass\.example/)
    await second.finish('open', 'check')
    await scene.desk.round.tend()
    assert.ok((await first.artefacts())[0]!.present_at)
    assert.equal((await other.artefacts())[0]!.present_at, null)

    await first.end()
    await scene.desk.round.tend()
    assert.ok(
      (await scene.grantOf(first.grantId)).ended_at,
      'what the other visit still holds is not waited for',
    )
    assert.equal((await second.see('owner')).items[0].state, 'let-in')
    await second.end()
    await scene.desk.round.tend()
    assert.equal((await scene.grantOf(second.grantId)).ended_at, null)
    await second.finish('end')
    await scene.desk.round.tend()
    assert.ok((await scene.grantOf(second.grantId)).ended_at)
    await scene.assertLedgersWhole()
  })

  test('who was blocked meanwhile need not confirm: a colleague of his team does, and is named', async () => {
    const visit = await openVisit(scene, { platform: 'wix', agent: 'sam', mailbox: 'c@einlass.example' })
    await visit.finish('open', 'check')
    await scene.desk.round.tend()
    const { id } = await visit.find('common.openWindow')
    const path = `${visit.path.support}/steps/${id}/confirmation`
    refused(await scene.ines.put(path, {}), 404, 'not-found')
    const blocked = await scene.dora.post(`/provider/people/${scene.desk.cast.people.sam}/deactivation`, {
      note: 'Left',
    })
    assert.ok(blocked.status < 300, JSON.stringify(blocked.body))
    await scene.desk.round.tend()
    refused(await scene.sam.put(path, {}), 401, 'not-signed-in')
    assert.equal((await scene.ines.put(path, {})).status, 200)
    for (const key of ['wix.remove', 'common.gone'])
      assert.equal((await visit.confirm('owner', key)).status, 200)
    await scene.desk.round.tend()
    assert.match((await scene.grantOf(visit.grantId)).witness![0]!.how, /common\.openWindow by Ines/)
  })
})
