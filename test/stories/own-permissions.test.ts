// A provider adds permissions and presets of his own by a file: the one of the documentation is loaded here. They are given,
// asked for and shown like all others; where the file does not name one any more it counts for nothing, and breaks nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { may } from '#server/access/4-enter/may.ts'
import { readSnapshots } from '#server/access/4-enter/read-snapshot.ts'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { isPermission } from '#server/access/permission.ts'
import { nothingOwn, type OwnCatalogue } from '#server/doors/sub-account/own-catalogue/own-catalogue.ts'
import { openWords } from '#server/paper/words.ts'
import { type Answered, type Client, newClient } from '../desk.ts'
import { readDocumentedCatalogue } from '../documented-catalogue.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { askApi, connectPanel, type TestPanel } from '../panel.ts'

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

describe('permissions of the provider’s own', () => {
  const catalogue = readDocumentedCatalogue()
  let scene: Scene
  let panel: TestPanel
  let account: string
  let path: string
  let sam: string
  let given: { id: string; version: number; grantId: string }
  before(async () => {
    scene = await openScene({ catalogue })
    account = scene.accountOf('kaffeerad')
    path = `/accounts/${account}/assignments`
    sam = scene.desk.cast.people.sam
    panel = await connectPanel(scene.desk, scene.dora)
    await scene.give('kaffeerad', 'sam', ['shop.view'])
  })
  after(() => scene.desk.close())

  const give = (more: object, client: Client = scene.olga) =>
    client.post(path, {
      personId: sam,
      scopeId: null,
      audience: 'freelancer',
      permissions: ['services.view', 'backups.restore'],
      until: { preset: 'three-working-days' },
      ...more,
    })
  const inAccount = () => ({ type: 'account', id: account })
  const ask = (at: string, permission: string) =>
    askApi(
      at,
      '/evaluation',
      { subject: { type: 'person', id: sam }, action: { name: permission }, resource: inAccount() },
      { authorization: `Bearer ${panel.key}` },
    )
  /** The desk starts anew, on the same database, with another file. */
  async function restart(own: OwnCatalogue) {
    const node = await scene.desk.secondNode({ catalogue: own })
    return { url: node.url, olga: newClient(node.url, scene.olga.cookie) }
  }

  test('stand in the catalogue in their groups, with the provider’s words in the language of whoever asks', async () => {
    const read = done(await scene.olga.get(`/accounts/${account}/permissions`))
    const groups = read.groups.map((group: { name: string }) => group.name)
    assert.equal(groups.indexOf('backups'), groups.indexOf('tickets') + 1)
    const backups = read.groups.find((group: { name: string }) => group.name === 'backups')
    assert.deepEqual(backups.permissions, [{ name: 'backups.restore', risk: 'danger', give: true }])
    const domains = read.groups.find((group: { name: string }) => group.name === 'domains')
    assert.ok(domains.permissions.some((one: { name: string }) => one.name === 'domains.lock'))
    const { language } = done(await scene.olga.get('/me')).person
    assert.equal(language, 'de')
    assert.equal(read.texts.permissions['backups.restore'].label, 'Sicherungen zurückspielen')
    assert.equal(
      read.texts.permissions['domains.lock'].consequence,
      'Ohne Sperre kann eine Domain umgezogen werden.',
    )
    assert.deepEqual(read.texts.groups, { backups: 'Sicherungen' })
    assert.deepEqual(read.texts.audiences, { freelancer: 'Freie Mitarbeit', branch: 'Filiale' })
    const presetOf = (audience: string) =>
      read.presets.find((one: { audience: string }) => one.audience === audience)
    assert.deepEqual(presetOf('agency').permissions.at(-1), 'domains.lock')
    assert.deepEqual([presetOf('employee').outsider, presetOf('freelancer').outsider], [false, true])
    await scene.desk.sql(`update people.persons set language = 'nl' where id = $1`, [
      scene.desk.cast.people.olga,
    ])
    const inDutch = done(await scene.olga.get(`/accounts/${account}/permissions`))
    assert.equal(inDutch.texts.permissions['backups.restore'].label, 'back-ups terugzetten')
    await scene.desk.sql(`update people.persons set language = 'de' where id = $1`, [
      scene.desk.cast.people.olga,
    ])
    // From here every page of the console has them.
    const me = done(await scene.sam.get('/me'))
    assert.equal(me.ownWords['permission.backups.restore'].en, 'restore backups')
  })

  test('are given and asked for like all others, also at a second node', async () => {
    assert.equal((await ask(scene.desk.url, 'backups.restore')).body.decision, false)
    given = done(await give({}), 201)
    assert.equal((await ask(scene.desk.url, 'backups.restore')).body.decision, true)
    assert.equal((await ask(scene.desk.url, 'domains.lock')).body.decision, false)
    const second = await scene.desk.secondNode()
    assert.equal((await ask(second.url, 'backups.restore')).body.decision, true)
    // The owner has all of them.
    assert.equal(
      await panel.may(scene.desk.cast.people.olga, 'domains.lock', { type: 'account', id: account }),
      true,
    )
    const found = done(
      await panel.post('/search/subject', {
        subject: { type: 'person' },
        action: { name: 'backups.restore' },
        resource: inAccount(),
      }),
    )
    assert.ok(found.results.some((one: { id: string }) => one.id === sam))
  })

  test('are called by the provider’s words on paper and where one asks who could', async () => {
    for (const [language, label] of [
      ['de', 'Sicherungen zurückspielen'],
      ['en', 'restore backups'],
      ['nl', 'back-ups terugzetten'],
    ] as const)
      assert.equal(openWords(language, 'Europe/Berlin').permission('backups.restore'), label)
    const choices = done(await scene.olga.get(`/accounts/${account}/whom-to-ask`))
    assert.ok(choices.permissions.some((one: { name: string }) => one.name === 'backups.restore'))
    const could = done(await scene.olga.get(`/accounts/${account}/who-could?permission=backups.restore`))
    assert.deepEqual(could.people.map((one: { person: { id: string } }) => one.person.id).includes(sam), true)
  })

  test('of a kind of people of his own have an end or not, as he says; another kind is none', async () => {
    const scopeId = scene.shopId('roesterei')
    const own = (more: object) => give({ scopeId, permissions: ['tickets.view'], ...more })
    refused(await own({ until: null, reason: 'Immer' }), 400, 'end-is-missing')
    refused(await own({ audience: 'landlord' }), 400, 'invalid-input')
    const branch = done(await own({ audience: 'branch', until: null, reason: 'Unsere Filiale' }), 201)
    assert.deepEqual([branch.audience, branch.until], ['branch', null])
    done(await scene.olga.post(`${path}/${branch.id}/ending`, {}))
  })

  test('whose word has left the file count for nothing, break nothing, and are still shown by their name', async () => {
    const { url, olga } = await restart(nothingOwn)
    assert.ok(!isPermission('backups.restore'))
    const asked = await ask(url, 'backups.restore')
    assert.deepEqual([asked.body.decision, asked.body.context.reason], [false, 'unknown-action'])
    // What stands beside it in the same grant goes on.
    assert.equal((await ask(url, 'services.view')).body.decision, true)
    const [snapshot] = await readSnapshots(scene.desk.kernel.database, [account])
    const question = { person: sam, permission: 'backups.restore' as never, resource: null }
    assert.equal(may(snapshot!, null, question, scene.desk.time.now), false)

    const listed = done(await olga.get(path)).items.find((one: { id: string }) => one.id === given.id)
    assert.deepEqual(
      [listed.permissions, listed.audience, listed.can.change],
      [['backups.restore', 'services.view'], 'freelancer', true],
    )
    const read = done(await olga.get(`/accounts/${account}/permissions`))
    assert.deepEqual(read.texts, { groups: {}, permissions: {}, audiences: {} })
    assert.equal(openWords('de', 'Europe/Berlin').permission('backups.restore'), 'backups.restore')
    const ofGrant = `/grants/${given.grantId}`
    const pages = [
      '/grants',
      '/timeline',
      '/timeline.csv',
      '/ledger',
      '/people',
      ofGrant,
      `${ofGrant}/receipt`,
    ]
    for (const page of [...pages, `${ofGrant}/receipt.pdf`])
      done(await olga.get(`/accounts/${account}${page}`))
    const receipt = await scene.receiptOf(given.grantId)
    assert.ok(checkDocument(receipt).intact)
    assert.ok(JSON.stringify(receipt).includes('backups.restore'))
    await scene.assertLedgersWhole()
    refused(await olga.get(`/accounts/${account}/who-could?permission=backups.restore`), 400, 'invalid-input')
    // Nobody is given it, and rights that are changed are changed without it.
    const shop = { scopeId: scene.shopId('roesterei'), audience: 'agency' }
    refused(await give({ ...shop, permissions: ['backups.restore'] }, olga), 400, 'invalid-input')
    refused(await give({ ...shop, audience: 'freelancer' }, olga), 400, 'invalid-input')
    const samsOther = done(await give({ ...shop, permissions: ['domains.view'] }, olga), 201)
    done(await olga.post(`${path}/${samsOther.id}/ending`, {}))
    // Of an audience that nobody knows an end is asked, as of any outsider.
    const change = (until: unknown) =>
      olga.put(
        `${path}/${given.id}`,
        { permissions: ['services.view'], until, reason: 'Ohne Ende' },
        { 'if-match': `"${given.version}"` },
      )
    refused(await change(null), 400, 'end-is-missing')
  })

  test('come back to life when the word does, and end like all others', async () => {
    const { url, olga } = await restart(catalogue)
    assert.equal((await ask(url, 'backups.restore')).body.decision, true)
    assert.equal((await ask(url, 'domains.lock')).body.decision, false)
    const without = done(
      await olga.put(
        `${path}/${given.id}`,
        { permissions: ['services.view', 'domains.lock'] },
        { 'if-match': `"${given.version}"` },
      ),
    )
    assert.equal((await ask(url, 'backups.restore')).body.decision, false)
    assert.equal((await ask(url, 'domains.lock')).body.decision, true)
    done(await olga.post(`${path}/${without.id}/ending`, {}))
    assert.equal((await ask(url, 'domains.lock')).body.decision, false)
    const receipt = await scene.receiptOf(given.grantId)
    assert.ok(JSON.stringify(receipt).includes('backups.restore'))
  })

  test('in another order, a snapshot that was read before never says yes to another word', async () => {
    const done201 = done(await give({ permissions: ['domains.lock'], audience: 'agency' }), 201)
    const [old] = await readSnapshots(scene.desk.kernel.database, [account])
    const holds = (permission: string) =>
      may(old!, null, { person: sam, permission: permission as never, resource: null }, scene.desk.time.now)
    assert.deepEqual([holds('domains.lock'), holds('backups.restore')], [true, false])
    await restart({ ...catalogue, permissions: [...catalogue.permissions].reverse() })
    assert.deepEqual([holds('domains.lock'), holds('backups.restore')], [true, false])
    await restart(catalogue)
    done(await scene.olga.post(`${path}/${done201.id}/ending`, {}))
  })
})
