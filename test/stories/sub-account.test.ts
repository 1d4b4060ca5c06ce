// The source article, told as it should have gone: a contact is added, its boxes are ticked, it is told by itself, it sets
// its first password by "forgot password", does what the boxes say, holds a domain, and is deactivated.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answered, type Client, newClient } from '../desk.ts'
import { type Door, newDoor } from '../door.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { connectPanel, type TestPanel } from '../panel.ts'
import { codeMailedTo, mailsTo } from '../person.ts'

const address = 'joke@vereniging.example'
const password = 'three lanterns over the harbour'
const domain = 'vereniging.example'

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}

describe('a contact in the customer area', () => {
  let scene: Scene
  let olga: Client
  let account: string
  let path: string
  let panel: TestPanel
  let contact: { id: string; version: number }
  let joke: Client
  let jokeId: string
  before(async () => {
    scene = await openScene({ url: 'http://localhost' })
    olga = scene.olga
    account = scene.accountOf('kaffeerad')
    path = `/accounts/${account}`
    panel = await connectPanel(scene.desk)
  })
  after(async () => {
    await scene.assertLedgersWhole()
    await scene.desk.close()
  })

  const draft = {
    kind: 'person',
    name: 'Joke de Boer',
    country: 'NL',
    street: ['Keizersgracht 1'],
    postcode: '1015 CN',
    city: 'Amsterdam',
    phone: '020 555 1234',
    email: address,
    language: 'nl',
    zone: 'Europe/Amsterdam',
  }
  const may = (permission: string) => panel.may(jokeId, permission, { type: 'account', id: account })

  test('is added with a check that says what to do while it is typed, and by which the desk decides too', async () => {
    const wrong = { ...draft, postcode: '12', phone: '020', email: 'joke.vereniging.example' }
    const checked = done(await olga.post(`${path}/contact-checks`, { draft: wrong }))
    const codes = checked.findings.map((one: { field: string; code: string }) => `${one.field} ${one.code}`)
    for (const expected of [
      'postcode postcode-not-of-country',
      'phone phone-too-short',
      'email email-without-at',
    ])
      assert.ok(codes.includes(expected), `${expected} of ${codes.join(', ')}`)
    const refused = await olga.post(`${path}/contacts`, wrong)
    assert.deepEqual([refused.status, refused.body.code], [400, 'contact-is-wrong'])
    const added = done(await olga.post(`${path}/contacts`, draft), 201)
    contact = added.contact
    assert.equal(added.contact.phone, '+31205551234')
    // It is there at once, without a reload, and lets nobody in.
    const { items } = done(await olga.get(`${path}/people`))
    const row = items.find((one: { contactId: string }) => one.contactId === contact.id)
    assert.deepEqual(
      [row.state, row.is.signsIn, row.is.getsMail, row.is.isHolder],
      ['contact', false, true, false],
    )
  })

  test('gets its boxes, and is told so by the desk and not by the owner', async () => {
    const rights = {
      scopeId: null,
      audience: 'club',
      permissions: ['invoices.view', 'tickets.view', 'tickets.answer'],
      until: { local: '2027-01-31T18:00' },
    }
    const { offer } = done(await olga.post(`${path}/rights-previews`, rights))
    assert.equal(offer.until, '2027-01-31T17:00:00.000Z')
    const sent = done(
      await olga.post(`${path}/rights-invitations`, {
        invited: [{ address, name: 'Joke de Boer' }],
        language: 'nl',
        ...rights,
      }),
      201,
    )
    assert.equal(sent.items[0].refused, null)
    const [mail] = await mailsTo(scene.desk, address, 'invited-to-rights')
    assert.match(mail!.plain, /facturen bekijken/)
    assert.match(mail!.plain, /ziet geen/)
    // Inviting opens nothing.
    const { items } = done(await olga.get(`${path}/people`))
    assert.deepEqual(
      items
        .filter((one: { address: string }) => one.address === address)
        .map((one: { state: string; contactId: string }) => [one.state, one.contactId]),
      [['invited', contact.id]],
    )
  })

  test('sets the first password by the classic way, "forgot password", and is in', async () => {
    scene.desk.time.pass(11 * 60_000)
    const door: Door = newDoor(scene.desk.url)
    await door.sends('/forgot-password', { address })
    const code = await codeMailedTo(scene.desk, address, 'invited-to-rights')
    const page = await door.sends('/invitation', { code })
    assert.match(page.text, /Olga Ostermann/)
    await door.sends('/invitation/accept', { code, name: 'Joke de Boer', password })
    joke = newClient(scene.desk.url, [...door.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const me = done(await joke.get('/me'))
    jokeId = me.person.id
    assert.equal(me.person.name, 'Joke de Boer')
    assert.equal(done(await olga.get(`${path}/contacts/${contact.id}`)).personId, jokeId)
  })

  test('may do what the boxes say and nothing else, and every change counts at once', async () => {
    assert.deepEqual(
      [await may('invoices.view'), await may('tickets.answer'), await may('domains.dns')],
      [true, true, false],
    )
    assert.equal((await joke.get(`${path}/contacts`)).status, 404)
    await scene.everybodySignsInAnew()
    olga = scene.olga
    const { items } = done(await olga.get(`${path}/assignments?person=${jokeId}`))
    const [held] = items
    const changed = done(
      await olga.put(
        `${path}/assignments/${held.id}`,
        { permissions: ['tickets.view', 'tickets.answer', 'domains.view', 'domains.dns'] },
        { 'if-match': `"${held.version}"` },
      ),
    )
    assert.deepEqual(
      [await may('invoices.view'), await may('domains.dns')],
      [false, true],
      'the next question has the new answer',
    )
    await scene.desk.round.tell()
    const [told] = await mailsTo(scene.desk, address, 'rights-changed')
    assert.match(told!.plain, /Mag niet meer:\s+- facturen bekijken/)
    assert.ok(changed.version > held.version)
  })

  test('is chosen as the holder when a domain is ordered, and cannot be removed while it holds one', async () => {
    const ordered = await fetch(`${scene.desk.url}/panel/v1/accounts/${account}/domains/${domain}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${panel.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ personId: scene.desk.cast.people.olga, contactId: contact.id }),
    })
    assert.equal(ordered.status, 200, await ordered.clone().text())
    const { items } = done(await olga.get(`${path}/domains`))
    const held = items.find((one: { name: string }) => one.name === domain)
    assert.equal(held.holder.contact.id, contact.id)
    const registrant = done(await olga.get(`${path}/domains/${held.id}/registrant`))
    assert.match(JSON.stringify(registrant), /\+31\.205551234/)
    const refused = await olga.delete(`${path}/contacts/${contact.id}`)
    assert.deepEqual([refused.status, refused.body.code], [409, 'contact-is-needed'])
    assert.deepEqual(refused.body.details, { needs: [{ what: 'domain', name: domain }] })
  })

  test('is deactivated, is out everywhere, and may nothing until it is resumed', async () => {
    const ending = done(await olga.post(`${path}/people/${jokeId}/suspension`, { note: 'On leave' }))
    const [grant, ...more] = ending.grants
    assert.deepEqual([grant.cause, grant.state, more, ending.stillOpen], ['suspended', 'ended', [], []])
    assert.ok(Date.parse(grant.confirmedAt) >= Date.parse(ending.at))
    assert.deepEqual([await may('tickets.view'), await may('domains.dns')], [false, false])
    assert.equal((await joke.get(`${path}/people`)).status, 404)
    // Her sign-in stays hers.
    assert.equal((await joke.get('/me')).status, 200)
    const { items } = done(await olga.get(`${path}/people`))
    const row = items.find((one: { personId: string }) => one.personId === jokeId)
    assert.deepEqual([row.state, row.is.isHolder, row.is.signsIn], ['suspended', true, false])
  })
})
