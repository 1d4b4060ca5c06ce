// Who holds a domain, and how that changes: two mailboxes say yes, then it waits, then the provider does it. The same for
// the mail address of whoever holds one, because with it the domain could be taken.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { removeResource } from '#server/access/5-end/remove-resource.ts'
import { addResource } from '#server/access/add-resource.ts'
import { record } from '#server/access/record.ts'
import { isHolder, keepHolder } from '#server/doors/sub-account/routes.ts'
import { type Answered, type Client, day } from '../desk.ts'
import { newDoor } from '../door.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { codeMailedTo, mailsTo } from '../person.ts'

let scene: Scene
let account: string
/** example.de, which Anna holds. */
let domain: string
let anna: string
let berta: string
beforeEach(async () => {
  scene = await openScene()
  account = scene.accountOf('kaffeerad')
  anna = await added(annas)
  berta = await added(bertas)
  domain = await addDomain('example.de')
  await hold(domain, anna)
})
afterEach(async () => {
  await scene.assertLedgersWhole()
  await scene.desk.close()
})

const annas = {
  kind: 'person',
  name: 'Anna Beispiel',
  country: 'DE',
  street: ['Unter den Linden 1'],
  postcode: '10117',
  city: 'Berlin',
  phone: '030 901820',
  email: 'anna@example.org',
  language: 'en',
  zone: 'Europe/Berlin',
}
const bertas = {
  ...annas,
  name: 'Berta Jansen',
  country: 'NL',
  street: ['Dam 1'],
  postcode: '1012 JS',
  city: 'Amsterdam',
  phone: '020 624 1111',
  email: 'berta@example.nl',
  language: 'nl',
}

const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const olga = () => scene.desk.as('olga')
const dora = () => scene.desk.as('dora')
async function added(draft: object): Promise<string> {
  return done(await (await olga()).post(`/accounts/${account}/contacts`, draft), 201).contact.id
}
const byOlga = () => ({ accounts: [account], by: { person: scene.desk.cast.people.olga } })
const addDomain = (name: string) =>
  record(scene.desk.kernel, byOlga(), r =>
    addResource(r, account, { kind: 'domain', name, origin: null, reference: name }),
  )
const hold = (resourceId: string, contactId: string) =>
  record(scene.desk.kernel, byOlga(), r => keepHolder(r, account, resourceId, contactId))
const ask = async (contactId = berta, by?: Client, of = domain) =>
  (by ?? (await olga())).post(`/accounts/${account}/domains/${of}/holder-changes`, {
    contactId,
    note: 'Sold',
  })
const stop = async (id: string, by?: Client) =>
  (by ?? (await olga())).post(`/accounts/${account}/asset-changes/${id}/stopping`)
const list = async () => done(await (await olga()).get(`/accounts/${account}/domains`)).items
const its = async () => (await list()).find((one: { id: string }) => one.id === domain)
const page = (way: '' | '/yes' | '/no', code: string) =>
  newDoor(scene.desk.url).sends(`/confirm-change${way}`, { code })
const codeOf = (address: string, step = 'asked') => codeMailedTo(scene.desk, address, `asset-change-${step}`)
const yes = async (address: string) => {
  const answer = await page('/yes', await codeOf(address))
  assert.equal(answer.status, 200, answer.text)
}
const kinds = async (address: string) =>
  (await mailsTo(scene.desk, address)).map(({ kind }) => kind).filter(kind => kind.startsWith('asset-change'))
const rounds = () => scene.desk.round.tellTheRest()
const atProvider = async (state = 'at-provider') =>
  done(await (await dora()).get(`/provider/holder-changes?state=${state}`)).items
const facts = async () =>
  (await scene.factsOf(account))
    .filter(({ kind }) => kind.startsWith('asset-change') || kind.startsWith('holder'))
    .map(({ kind, by_person: person, by_rule: rule, data }) => {
      const who = Object.entries(scene.desk.cast.people).find(([, id]) => id === person)?.[0] ?? rule
      return `${kind} by ${who}${data['why'] ? `: ${data['why']}` : ''}`
    })
const waited = async () => {
  await yes('anna@example.org')
  await yes('berta@example.nl')
  scene.desk.time.pass(3 * day)
}

describe('the holder of a domain', () => {
  test('is kept when it is ordered, once, and another one is a change', async () => {
    const [row] = await list()
    assert.deepEqual(
      [row.name, row.holder.contact, row.change, row.can.change],
      ['example.de', { id: anna, name: 'Anna Beispiel' }, null, true],
    )
    await hold(domain, anna)
    await assert.rejects(hold(domain, berta), { name: 'Refusal', code: 'holder-is-there' })
    await assert.rejects(hold(scene.shopId('kaffeerad'), berta), { name: 'Refusal', code: 'not-found' })
    assert.deepEqual(await facts(), ['holder.kept by olga'])
    const held = await scene.desk.kernel.database.within(account, tx => isHolder(tx, account, [anna, berta]))
    assert.deepEqual([...held], [anna])
  })

  test('must have what a registry asks for, said field by field', async () => {
    const bare = await added({
      kind: 'role-mailbox',
      name: 'Office',
      email: 'office@example.org',
      language: 'de',
      zone: 'Europe/Berlin',
    })
    await assert.rejects(
      hold(await addDomain('example.nl'), bare),
      (error: { code: string; details: { faults: { field: string; code: string }[] } }) => {
        assert.equal(error.code, 'contact-cannot-be-holder')
        assert.deepEqual(
          error.details.faults.map(({ field, code }) => `${field}: ${code}`),
          [
            'kind: cannot-be-holder',
            'street: missing',
            'city: missing',
            'country: missing',
            'phone: missing',
          ],
        )
        return true
      },
    )
    const checked = await (await olga()).post(`/accounts/${account}/holder-checks`, { contactId: bare })
    assert.equal(done(checked).faults.length, 5)
    refused(await ask(bare), 400, 'contact-cannot-be-holder')
  })

  test('is read as JSON and as EPP, by whoever sees domains and contacts', async () => {
    const path = `/accounts/${account}/domains/${domain}/registrant`
    const body = done(await (await olga()).get(path))
    assert.deepEqual(
      [body.domain, body.voice.number, body.postal[0].form, body.faults],
      ['example.de', '+49.30901820', 'int', []],
    )
    const xml = await (await olga()).get(`${path}.xml`)
    assert.equal(xml.headers.get('content-type'), 'application/epp+xml')
    assert.match(xml.body, /<contact:create xmlns:contact="urn:ietf:params:xml:ns:contact-1.0">/)
    assert.match(xml.body, /<contact:pw><\/contact:pw>/)
    await scene.give('kaffeerad', 'ines', ['domains.view'], { wholeAccount: true })
    const ines = await scene.desk.as('ines')
    refused(await ines.get(path), 403, 'not-allowed')
    const seen = done(await ines.get(`/accounts/${account}/domains`)).items
    assert.deepEqual([seen[0].holder.contact, seen[0].can.change], [null, 'not-allowed'])
    refused(await ask(berta, ines), 403, 'not-allowed')
    refused(await scene.noor.get(path), 404, 'not-found')
  })

  test('cannot be removed as long as it is one, nor whoever is about to be one', async () => {
    const remove = async (id: string) => (await olga()).delete(`/accounts/${account}/contacts/${id}`)
    const answer = await remove(anna)
    refused(answer, 409, 'contact-is-needed')
    assert.deepEqual(answer.body.details.needs, [{ what: 'domain', name: 'example.de' }])
    done(await ask(), 201)
    const next = await remove(berta)
    assert.deepEqual(next.body.details.needs, [{ what: 'holder-change', name: 'example.de' }])
    await waited()
    const [{ change }] = await atProvider()
    done(await (await dora()).post(`/provider/holder-changes/${change.id}/done`, { doneOn: '2026-11-26' }))
    done(await remove(anna))
    refused(await remove(berta), 409, 'contact-is-needed')
  })
})

describe('another holder', () => {
  test('two mailboxes say yes, it waits three days, the provider does it, and everybody is told of each step', async () => {
    const change = done(await ask(), 201)
    assert.deepEqual(
      [change.state, change.from.email, change.to.email],
      ['asked', 'anna@example.org', 'berta@example.nl'],
    )
    for (const address of ['anna@example.org', 'berta@example.nl', 'olga@kaffeerad.example'])
      assert.deepEqual(await kinds(address), ['asset-change-asked'], address)
    assert.equal((await mailsTo(scene.desk, 'olga@kaffeerad.example', 'asset-change-asked'))[0]!.code, null)
    assert.equal(JSON.stringify(change).includes(await codeOf('anna@example.org')), false)

    // A scanner opens the link: nothing happens, however often.
    const looked = await fetch(`${scene.desk.url}/confirm-change`)
    assert.equal(looked.status, 200)
    for (let times = 0; times < 2; times++) {
      const shown = await page('', await codeOf('anna@example.org'))
      assert.match(shown.text, /example\.de/)
    }
    assert.equal((await its()).change.oldConfirmed, false)

    await yes('anna@example.org')
    assert.deepEqual([(await its()).change.oldConfirmed, (await its()).change.state], [true, 'asked'])
    await yes('berta@example.nl')
    const waiting = (await its()).change
    assert.deepEqual(
      [waiting.state, waiting.takesEffectAt],
      ['waiting', new Date(scene.desk.time.now + 3 * day).toISOString()],
    )
    assert.deepEqual(await atProvider(), [])
    refused(
      await (await dora()).post(`/provider/holder-changes/${change.id}/done`, { doneOn: '2026-11-23' }),
      410,
      'change-is-over',
    )

    scene.desk.time.pass(3 * day)
    assert.equal((await its()).change.state, 'at-provider')
    assert.equal((await its()).holder.contact.id, anna, 'nobody has done it yet')
    const [waits] = await atProvider()
    const task = (await (await dora()).get('/provider/health')).body.troubles.find(
      (one: { code: string }) => one.code === 'holder-changes-wait',
    )
    assert.deepEqual([task.count, task.since], [1, waiting.takesEffectAt])
    assert.deepEqual(
      [waits.account.name, waits.old.contact.name, waits.next.contact.name, waits.change.note],
      ['Kaffeerad', 'Anna Beispiel', 'Berta Jansen', 'Sold'],
    )
    assert.match(waits.epp, /<contact:name>Berta Jansen<\/contact:name>/)
    refused(
      await (await dora()).post(`/provider/holder-changes/${change.id}/done`, { doneOn: '2026-02-30' }),
      400,
      'no-such-date',
    )
    const finished = done(
      await (await dora()).post(`/provider/holder-changes/${change.id}/done`, {
        cost: '25 €',
        doneOn: '2026-11-26',
      }),
    )
    assert.deepEqual(
      [finished.change.state, finished.answer.cost, finished.answer.doneOn],
      ['done', '25 €', '2026-11-26'],
    )
    assert.ok(
      (await (await dora()).get('/provider/health')).body.troubles.every(
        (one: { code: string }) => one.code !== 'holder-changes-wait',
      ),
    )
    const now = await its()
    assert.deepEqual([now.holder.contact.id, now.change], [berta, null])
    refused(
      await (await dora()).post(`/provider/holder-changes/${change.id}/refusal`, { note: 'Late' }),
      410,
      'change-is-over',
    )
    refused(await stop(change.id), 410, 'change-is-over')
    for (const address of ['anna@example.org', 'berta@example.nl', 'olga@kaffeerad.example'])
      assert.deepEqual(
        await kinds(address),
        ['asset-change-asked', 'asset-change-waiting', 'asset-change-done'],
        address,
      )
    assert.deepEqual(await facts(), [
      'holder.kept by olga',
      'asset-change.asked by olga',
      'asset-change.confirmed by mailbox',
      'asset-change.confirmed by mailbox',
      'asset-change.done by dora',
    ])
  })

  test('without one of the two confirmations nothing happens, and after fourteen days it has lapsed', async () => {
    const change = done(await ask(), 201)
    await yes('berta@example.nl')
    scene.desk.time.pass(14 * day)
    assert.equal((await its()).change, null)
    assert.equal((await page('/yes', await codeOf('anna@example.org'))).status, 410)
    await rounds()
    await rounds()
    assert.equal((await kinds('anna@example.org')).at(-1), 'asset-change-stopped')
    assert.deepEqual((await facts()).slice(-1), ['asset-change.stopped by clock: not-confirmed'])
    assert.equal((await its()).holder.contact.id, anna)
    assert.equal(done(await stop(change.id)).state, 'lapsed')
    assert.equal(done(await ask(), 201).state, 'asked', 'and can be asked for anew')
  })

  test('can be asked for anew before the round has noted that the last one lapsed', async () => {
    done(await ask(), 201)
    scene.desk.time.pass(14 * day)
    done(await ask(), 201)
    assert.deepEqual((await facts()).slice(-2), [
      'asset-change.stopped by olga: not-confirmed',
      'asset-change.asked by olga',
    ])
  })

  test('is stopped by the old mailbox, while it waits, by the link of its mail', async () => {
    done(await ask(), 201)
    await yes('anna@example.org')
    await yes('berta@example.nl')
    const code = await codeOf('anna@example.org', 'waiting')
    assert.equal((await page('/yes', code)).status, 410, 'this link can only stop')
    assert.equal((await page('', code)).status, 200)
    assert.equal((await page('/no', code)).status, 200)
    assert.equal((await page('/no', code)).status, 410)
    scene.desk.time.pass(4 * day)
    assert.deepEqual(await atProvider(), [])
    assert.deepEqual((await facts()).slice(-1), ['asset-change.stopped by mailbox: old-mailbox'])
    assert.equal((await mailsTo(scene.desk, 'berta@example.nl', 'asset-change-waiting'))[0]!.code, null)
  })

  test('is stopped by either mailbox instead of a yes', async () => {
    for (const address of ['anna@example.org', 'berta@example.nl']) {
      done(await ask(), 201)
      assert.equal((await page('/no', await codeOf(address))).status, 200)
      assert.equal((await its()).change, null)
    }
    assert.deepEqual(
      (await facts()).filter(fact => fact.includes('stopped')),
      ['asset-change.stopped by mailbox: old-mailbox', 'asset-change.stopped by mailbox: new-mailbox'],
    )
  })

  test('is stopped by the owner and by whoever asked, by nobody else', async () => {
    await scene.give('kaffeerad', 'ines', ['domains.view', 'domains.transfer', 'contacts.view'], {
      wholeAccount: true,
    })
    await scene.give('kaffeerad', 'sam', ['contacts.view', 'access.view'], { wholeAccount: true })
    const ines = await scene.desk.as('ines')
    const first = done(await ask(berta, ines), 201)
    refused(await stop(first.id, await scene.desk.as('sam')), 403, 'not-allowed')
    refused(await stop(first.id, scene.noor), 404, 'not-found')
    assert.equal(done(await stop(first.id, ines)).state, 'stopped')
    assert.equal(done(await stop(first.id)).state, 'stopped', 'stopping it again changes nothing')
    const second = done(await ask(berta, ines), 201)
    assert.equal((await kinds('ines@shopwerk.example')).at(-1), 'asset-change-asked')
    done(await stop(second.id))
    assert.equal((await facts()).filter(fact => fact.includes('stopped')).length, 2)
  })

  test('a link confirms once, and only what it was sent for', async () => {
    const other = await addDomain('other.de')
    await hold(other, anna)
    done(await ask(), 201)
    const first = await codeOf('anna@example.org')
    done(await ask(berta, undefined, other), 201)
    const [one, two] = (await list()) as { change: { oldConfirmed: boolean } }[]
    assert.deepEqual([one!.change.oldConfirmed, two!.change.oldConfirmed], [false, false])
    assert.equal((await page('/yes', first)).status, 200)
    assert.equal((await page('/yes', first)).status, 410)
    const after = (await list()) as {
      name: string
      change: { oldConfirmed: boolean; newConfirmed: boolean }
    }[]
    assert.deepEqual(
      after.map(({ name, change }) => [name, change.oldConfirmed, change.newConfirmed]),
      [
        ['example.de', true, false],
        ['other.de', false, false],
      ],
    )
    for (const code of ['nonsense', 'A'.repeat(43)]) assert.equal((await page('', code)).status, 410)
  })

  test('both say yes at the same instant: it waits once', async () => {
    done(await ask(), 201)
    const codes = await Promise.all([codeOf('anna@example.org'), codeOf('berta@example.nl')])
    const answers = await Promise.all([...codes, ...codes].map(code => page('/yes', code)))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 410, 410])
    assert.equal((await its()).change.state, 'waiting')
    assert.deepEqual(await kinds('anna@example.org'), ['asset-change-asked', 'asset-change-waiting'])
  })

  test('both mailboxes are the same one: it still takes two confirmations, and nobody is told twice', async () => {
    const twin = await added({ ...annas, kind: 'organisation', organisation: 'Beispiel GmbH' })
    done(await ask(twin), 201)
    const codes = (await mailsTo(scene.desk, 'anna@example.org', 'asset-change-asked')).map(
      ({ code }) => code!,
    )
    assert.equal(new Set(codes).size, 2)
    assert.equal((await page('/yes', codes[0]!)).status, 200)
    assert.equal((await its()).change.state, 'asked')
    assert.equal((await page('/yes', codes[1]!)).status, 200)
    assert.equal((await its()).change.state, 'waiting')
  })

  test('of many who ask at once one wins', async () => {
    const carla = await added({ ...annas, name: 'Carla Beispiel', email: 'carla@example.org' })
    const client = await olga()
    const answers = await Promise.all([berta, carla, berta, carla].map(id => ask(id, client)))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
    refused(await ask(carla), 409, 'change-runs-already')
    refused(await ask(anna), 400, 'invalid-input')
  })

  test('the provider refuses and says why: the holder stays', async () => {
    const { id } = done(await ask(), 201)
    await waited()
    refused(
      await (await dora()).post(`/provider/holder-changes/${id}/refusal`, { note: ' ' }),
      400,
      'invalid-input',
    )
    const answer = done(
      await (await dora()).post(`/provider/holder-changes/${id}/refusal`, { note: 'The register differs' }),
    )
    assert.deepEqual([answer.change.state, answer.answer.note], ['refused', 'The register differs'])
    assert.equal((await its()).holder.contact.id, anna)
    const [mail] = await mailsTo(scene.desk, 'anna@example.org', 'asset-change-refused')
    assert.match(mail!.plain, /The register differs/)
    assert.equal((await atProvider('all')).length, 1)
    refused(await (await scene.desk.as('sam')).get('/provider/holder-changes'), 403, 'not-allowed')
  })

  test('a domain that is gone meanwhile gets no other holder, and its holder is free', async () => {
    done(await ask(), 201)
    await waited()
    const [{ change }] = await atProvider()
    await record(scene.desk.kernel, byOlga(), r => removeResource(r, account, domain))
    refused(
      await (await dora()).post(`/provider/holder-changes/${change.id}/done`, { doneOn: '2026-11-26' }),
      410,
      'change-is-over',
    )
    await rounds()
    assert.deepEqual(await atProvider(), [])
    assert.deepEqual((await facts()).slice(-1), ['asset-change.stopped by clock: domain-is-gone'])
    done(await (await olga()).delete(`/accounts/${account}/contacts/${anna}`))
  })

  test('where nobody is known to hold it, the owner says yes for the old holder', async () => {
    const free = await addDomain('free.de')
    done(await ask(berta, undefined, free), 201)
    await yes('olga@kaffeerad.example')
    await yes('berta@example.nl')
    scene.desk.time.pass(3 * day)
    const [{ change, old }] = await atProvider()
    assert.equal(old, null)
    done(await (await dora()).post(`/provider/holder-changes/${change.id}/done`, { doneOn: '2026-11-26' }))
    const row = (await list()).find((one: { id: string }) => one.id === free)
    assert.equal(row.holder.contact.id, berta)
  })

  test('waits as long as the provider has said, and what waits already as long as was promised', async () => {
    const path = '/provider/holder-policy'
    assert.deepEqual(done(await (await dora()).get(path)), { assetWaitDays: 3 })
    done(await ask(), 201)
    await yes('anna@example.org')
    await yes('berta@example.nl')
    const promised = (await its()).change.takesEffectAt
    done(await (await dora()).put(path, { assetWaitDays: 0 }))
    assert.equal((await its()).change.takesEffectAt, promised)
    refused(await (await dora()).put(path, { assetWaitDays: 32 }), 400, 'invalid-input')
    const other = await addDomain('other.de')
    await hold(other, anna)
    done(await ask(berta, undefined, other), 201)
    await yes('anna@example.org')
    await yes('berta@example.nl')
    assert.deepEqual(
      (await atProvider()).map((one: { change: { domain: { name: string } } }) => one.change.domain.name),
      ['other.de'],
    )
  })
})

describe('another mail address of whoever holds a domain', () => {
  const change = async (draft: object, version = 1) =>
    (await olga()).put(
      `/accounts/${account}/contacts/${anna}`,
      { ...annas, ...draft },
      { 'if-match': `"${version}"` },
    )
  const contact = async () => done(await (await olga()).get(`/accounts/${account}/contacts/${anna}`))
  const waitingAddresses = async () =>
    done(await (await olga()).get(`/accounts/${account}/contacts`)).addressesWaiting

  test('waits for both mailboxes and some days, then happens by itself; everything else is kept at once', async () => {
    const kept = done(await change({ email: 'anna@bücher.example', city: 'Potsdam', postcode: '14467' }))
    assert.deepEqual(
      [kept.contact.email, kept.contact.city, kept.addressWaits.email, kept.addressWaits.takesEffectAt],
      ['anna@example.org', 'Potsdam', 'anna@bücher.example', null],
    )
    const page = done(await (await olga()).get(`/accounts/${account}/contacts`))
    assert.deepEqual([page.holders, page.addressesWaiting.length], [[anna], 1])
    for (const address of ['anna@example.org', 'anna@xn--bcher-kva.example', 'olga@kaffeerad.example'])
      assert.deepEqual(await kinds(address), ['asset-change-asked'], address)
    await yes('anna@xn--bcher-kva.example')
    await yes('anna@example.org')
    scene.desk.time.pass(3 * day - 1)
    await rounds()
    assert.equal((await contact()).email, 'anna@example.org')
    scene.desk.time.pass(1)
    await rounds()
    await rounds()
    const after = await contact()
    assert.deepEqual(
      [after.email, after.emailAscii, after.version],
      ['anna@bücher.example', 'anna@xn--bcher-kva.example', 3],
    )
    for (const address of ['anna@example.org', 'anna@xn--bcher-kva.example', 'olga@kaffeerad.example'])
      assert.equal((await kinds(address)).filter(kind => kind === 'asset-change-done').length, 1, address)
    assert.deepEqual(await waitingAddresses(), [])
  })

  test('of somebody who holds none changes at once, and of whoever is about to hold one it waits', async () => {
    const put = async (email: string, version: number) =>
      (await olga()).put(
        `/accounts/${account}/contacts/${berta}`,
        { ...bertas, email },
        { 'if-match': `"${version}"` },
      )
    const kept = done(await put('berta@example.com', 1))
    assert.deepEqual([kept.contact.email, kept.addressWaits], ['berta@example.com', null])
    done(await ask(), 201)
    assert.equal(done(await put('berta@evil.example', 2)).addressWaits.email, 'berta@evil.example')
  })

  test('asked for again is the same one, another one takes its place, and it can be stopped', async () => {
    const first = done(await change({ email: 'a@example.org' })).addressWaits
    assert.equal(done(await change({ email: 'a@example.org' })).addressWaits.changeId, first.changeId)
    const second = done(await change({ email: 'b@example.org' })).addressWaits
    assert.deepEqual(
      (await waitingAddresses()).map((one: { email: string }) => one.email),
      ['b@example.org'],
    )
    assert.equal((await page('/yes', await codeOf('a@example.org'))).status, 410)
    assert.equal(done(await stop(second.changeId)).state, 'stopped')
    assert.deepEqual(await waitingAddresses(), [])
    assert.deepEqual(
      (await facts()).filter(fact => fact.includes('stopped')),
      ['asset-change.stopped by olga: replaced', 'asset-change.stopped by olga: person'],
    )
  })

  test('does not happen when the account has the same contact with that address by then', async () => {
    done(await change({ email: 'c@example.org' }))
    await yes('anna@example.org')
    await yes('c@example.org')
    await added({ ...annas, email: 'c@example.org' })
    scene.desk.time.pass(3 * day)
    await rounds()
    assert.equal((await contact()).email, 'anna@example.org')
    assert.deepEqual((await facts()).slice(-1), ['asset-change.stopped by clock: same-contact-exists'])
  })

  test('is the old mailbox’s to stop, and the provider’s desk has nothing to do with it', async () => {
    done(await change({ email: 'd@example.org' }))
    await yes('anna@example.org')
    await yes('d@example.org')
    assert.equal((await page('/no', await codeOf('anna@example.org', 'waiting'))).status, 200)
    scene.desk.time.pass(4 * day)
    await rounds()
    assert.equal((await contact()).email, 'anna@example.org')
    assert.deepEqual(await atProvider('all'), [])
  })
})
