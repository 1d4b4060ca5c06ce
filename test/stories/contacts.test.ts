// Somebody or some mailbox that can be reached: a contact is added, corrected, kept by two people at once, and removed.
// It lets nobody in.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Permission } from '#server/access/permission.ts'
import { removeParty } from '#server/people/parties/change-parties.ts'
import type { Answered, Client } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const nobody = '0197a000-0000-7000-8000-000000000000'
let scene: Scene
let olga: Client
let account: string
beforeEach(async () => {
  scene = await openScene()
  olga = scene.olga
  account = scene.accountOf('kaffeerad')
})
afterEach(async () => {
  await scene.assertLedgersWhole()
  await scene.desk.close()
})

const anna = {
  kind: 'person',
  name: 'Anna Beispiel',
  country: 'DE',
  street: ['Unter den Linden 1'],
  postcode: '10117',
  city: 'Berlin',
  phone: '030 901820',
  email: 'anna@bücher.example',
  language: 'nl',
  zone: 'Europe/Amsterdam',
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
const codes = (findings: { field: string; is: string; code: string }[]) =>
  findings.map(({ field, is, code }) => `${field} ${is}: ${code}`)
const list = (query = '', by: Client = olga) => by.get(`/accounts/${account}/contacts${query}`)
const add = (draft: object = {}, by: Client = olga) =>
  by.post(`/accounts/${account}/contacts`, { ...anna, ...draft })
const check = (draft: object, contactId?: string, by: Client = olga) =>
  by.post(`/accounts/${account}/contact-checks`, { draft, ...(contactId ? { contactId } : {}) })
const change = (id: string, version: number, draft: object, by: Client = olga) =>
  by.put(`/accounts/${account}/contacts/${id}`, { ...anna, ...draft }, { 'if-match': `"${version}"` })
const remove = (id: string, by: Client = olga) => by.delete(`/accounts/${account}/contacts/${id}`)
/** @returns its id */
async function added(draft: object = {}): Promise<string> {
  const answer = await add(draft)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.contact.id
}
/** Lets Ines do this in the whole account. */
const lets = async (...permissions: Permission[]) => {
  await scene.give('kaffeerad', 'ines', permissions, { wholeAccount: true })
  return scene.desk.as('ines')
}

describe('a contact', () => {
  test('is added as it was typed, kept as it is sent to, and lets nobody in', async () => {
    const before = await scene.desk.sql(
      'select (select count(*) from people.persons) p, (select count(*) from access.grants) g',
    )
    const { status, body } = await add()
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual(body.findings, [])
    const { contact } = body
    assert.deepEqual(
      [
        contact.shownAs,
        contact.email,
        contact.emailAscii,
        contact.phone,
        contact.phoneShown,
        contact.language,
      ],
      [
        'Anna Beispiel',
        'anna@bücher.example',
        'anna@xn--bcher-kva.example',
        '+4930901820',
        '+49 30 901820',
        'nl',
      ],
    )
    assert.deepEqual([contact.version, contact.personId, contact.madeBy.name], [1, null, 'Olga Ostermann'])
    const after = await scene.desk.sql(
      'select (select count(*) from people.persons) p, (select count(*) from access.grants) g',
    )
    assert.deepEqual(after, before)
    const read = await olga.get(`/accounts/${account}/contacts/${contact.id}`)
    assert.deepEqual(read.body, contact)
  })

  test('is refused field by field, in codes that say what to do, and nothing of it is kept', async () => {
    const answer = await add({
      name: ' ',
      postcode: '1011',
      phone: 'call me',
      email: `${'a'.repeat(300)}@example.org`,
      zone: '',
    })
    refused(answer, 400, 'contact-is-wrong')
    assert.deepEqual(codes(answer.body.details.findings), [
      'name wrong: missing',
      'postcode wrong: postcode-not-of-country',
      'phone wrong: phone-not-a-number',
      'email wrong: email-local-too-long',
      'zone wrong: missing',
    ])
    assert.deepEqual(answer.body.details.findings[1].params, { country: 'DE', example: '26133' })
    assert.deepEqual((await list()).body.items, [])
    assert.deepEqual(await scene.factsOf(account, 'contact.added'), [])
  })

  test('that is only unusual is kept, and said', async () => {
    const { status, body } = await add({
      name: 'Аnna Beispiel',
      phone: '+44 1632 960961',
      email: 'info@example.org',
    })
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual(codes(body.findings), [
      'name unusual: letter-of-another-script',
      'phone unusual: phone-unusual',
      'email unusual: email-of-a-role',
    ])
    assert.equal(body.contact.phone, '+441632960961')
  })

  test('is there once; the same address under another name is only pointed out', async () => {
    await added()
    const same = await add({ name: 'anna  BEISPIEL', email: 'ANNA@bücher.example' })
    refused(same, 400, 'contact-is-wrong')
    assert.deepEqual(codes(same.body.details.findings), ['email wrong: same-contact-exists'])
    const other = await add({ name: 'Bert Beispiel' })
    assert.equal(other.status, 201)
    assert.deepEqual(codes(other.body.findings), ['email unusual: email-used-already'])
    assert.deepEqual(other.body.findings[0].params, { name: 'Anna Beispiel' })
    const both = await Promise.all([add({ name: 'Cleo' }), add({ name: 'Cleo' })])
    assert.deepEqual(both.map(one => one.status).toSorted(), [201, 400])
  })

  test('can be added again after it was removed', async () => {
    const id = await added()
    const gone = await remove(id)
    assert.equal(gone.status, 200)
    assert.deepEqual((await remove(id)).body, gone.body, 'removing it again changes nothing')
    refused(await olga.get(`/accounts/${account}/contacts/${id}`), 404, 'not-found')
    refused(await change(id, 1, {}), 404, 'not-found')
    await added()
    assert.equal((await list()).body.items.length, 1)
  })

  test('that is needed is not removed, and the refusal says for what', async () => {
    const id = await added()
    const by = { person: scene.desk.cast.people.olga, standing: { as: 'owner' as const } }
    const holder = async () => [{ what: 'domain-holder', name: 'example.de' }]
    await assert.rejects(removeParty(scene.desk.kernel, by, account, id, [async () => [], holder]), {
      name: 'Refusal',
      code: 'contact-is-needed',
      details: { needs: [{ what: 'domain-holder', name: 'example.de' }] },
    })
    assert.equal((await list()).body.items.length, 1)
  })

  test('leaves what happened to it in the ledger, and nothing of what it says about somebody', async () => {
    const id = await added()
    assert.equal((await change(id, 1, { city: 'Potsdam', phone: '' })).status, 200)
    assert.equal((await remove(id)).status, 200)
    const facts = await Promise.all(
      ['contact.added', 'contact.changed', 'contact.removed'].map(kind => scene.factsOf(account, kind)),
    )
    assert.deepEqual(
      facts.map(([fact]) => fact!.data),
      [
        {
          contact: id,
          kind: 'person',
          fields: [
            'city',
            'country',
            'email',
            'kind',
            'language',
            'name',
            'phone',
            'postcode',
            'street',
            'zone',
          ],
        },
        { contact: id, kind: 'person', fields: ['city', 'phone'] },
        { contact: id, kind: 'person' },
      ],
    )
    const everything = JSON.stringify(
      await scene.desk.sql("select * from access.facts where kind like 'contact.%'"),
    )
    for (const value of ['Anna', 'Linden', 'Berlin', 'Potsdam', '901820', 'xn--bcher'])
      assert.equal(everything.includes(value), false, value)
  })
})

describe('while it is typed', () => {
  test('the same rules speak, the form follows the country, and nothing is written', async () => {
    const { status, body } = await check({
      kind: 'person',
      name: 'Anna',
      country: 'us',
      street: ['350 Fifth Avenue'],
      phone: '(212) 736-3100 x5',
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(codes(body.findings), [
      'postcode wrong: address-part-missing',
      'city wrong: address-part-missing',
      'area wrong: address-part-missing',
      'email wrong: missing',
      'language wrong: missing',
      'zone wrong: missing',
    ])
    assert.deepEqual(
      body.form.fields.map((one: { field: string }) => one.field),
      ['street', 'city', 'postcode', 'area'],
    )
    assert.ok(
      body.form.areas.some(
        (one: { value: string; label: string }) => one.value === 'NY' && one.label === 'New York',
      ),
    )
    assert.deepEqual(
      [body.data.phone, body.data.phoneExtension, body.phoneShown],
      ['+12127363100', '5', '+1 212 736 3100 ext. 5'],
    )
    const german = await check({ ...anna, country: 'DE' })
    assert.deepEqual(
      german.body.form.fields.map((one: { field: string }) => one.field),
      ['street', 'postcode', 'city'],
    )
    assert.deepEqual((await list()).body.items, [])
  })

  test('what was asked is kept nowhere, not even to answer a repetition', async () => {
    const path = `/accounts/${account}/contact-checks`
    const key = { 'idempotency-key': 'k1' }
    assert.equal((await olga.post(path, { draft: { ...anna, name: 'Quentin Quist' } }, key)).status, 200)
    assert.equal((await olga.post(path, { draft: { ...anna, name: 'Another' } }, key)).status, 200)
    const kept = await scene.desk.sql('select * from plumbing.idempotent_answers')
    assert.deepEqual(kept, [])
  })

  test('a contact that is being changed is no double of itself', async () => {
    const id = await added()
    assert.deepEqual(codes((await check(anna)).body.findings), ['email wrong: same-contact-exists'])
    assert.deepEqual(codes((await check(anna, id)).body.findings), [])
  })
})

describe('two people who edit the same contact', () => {
  test('do not overwrite each other, and the second one learns who was first', async () => {
    const id = await added()
    const ines = await lets('contacts.view', 'contacts.manage')
    const first = await change(id, 1, { city: 'Potsdam' }, ines)
    assert.equal(first.status, 200, JSON.stringify(first.body))
    assert.deepEqual([first.body.contact.version, first.body.contact.changedBy.name], [2, 'Ines Kurz'])
    const second = await change(id, 1, { phone: '030 901821' })
    refused(second, 409, 'conflict')
    assert.deepEqual([second.body.details.version, second.body.details.changedBy], [2, 'Ines Kurz'])
    const again = await change(id, 2, { city: 'Potsdam', phone: '030 901821' })
    assert.deepEqual(
      [again.body.contact.city, again.body.contact.phone, again.body.contact.version],
      ['Potsdam', '+4930901821', 3],
    )
    refused(await olga.put(`/accounts/${account}/contacts/${id}`, anna), 428, 'version-missing')
  })
  test('at the same instant: one of them', async () => {
    const id = await added()
    const both = await Promise.all([change(id, 1, { city: 'Bonn' }), change(id, 1, { city: 'Köln' })])
    assert.deepEqual(both.map(one => one.status).toSorted(), [200, 409])
  })
  test('saving what is there already is nobody’s change', async () => {
    const id = await added()
    const same = await change(id, 1, {})
    assert.deepEqual([same.status, same.body.contact.version], [200, 1])
    assert.deepEqual(await scene.factsOf(account, 'contact.changed'), [])
  })
})

describe('the list', () => {
  test('goes by the alphabet, page by page, and is searched by name, organisation, place and address', async () => {
    for (const [kind, name, organisation] of [
      ['person', 'Zacharias Zahn', ''],
      ['organisation', 'Ida Inhaber', 'Mokka GmbH'],
      ['role-mailbox', 'buchhaltung', ''],
      ['person', '100 % Anna_b', ''],
    ])
      await added({ kind, name, organisation, email: `${name!.length}@example.org` })
    const names = (answer: Answered) => answer.body.items.map((one: { shownAs: string }) => one.shownAs)
    const whole = await list()
    assert.deepEqual(names(whole), ['100 % Anna_b', 'buchhaltung', 'Mokka GmbH', 'Zacharias Zahn'])
    assert.deepEqual(
      [whole.body.next, whole.body.can.add, whole.body.begin],
      [null, true, { country: 'DE', zone: 'Europe/Berlin' }],
    )
    const first = await list('?limit=3')
    const rest = await list(`?limit=3&cursor=${first.body.next}`)
    assert.deepEqual([...names(first), ...names(rest)], names(whole))
    assert.equal(rest.body.next, null)
    assert.deepEqual(names(await list('?search=inhaber')), ['Mokka GmbH'])
    assert.deepEqual(names(await list(`?search=${encodeURIComponent('0 %')}`)), ['100 % Anna_b'])
    assert.deepEqual(names(await list('?search=a_b')), ['100 % Anna_b'])
    assert.deepEqual(names(await list('?search=%25%25')), [])
    refused(await list('?cursor=nonsense'), 400, 'invalid-input')
  })
})

describe('who may', () => {
  test('a neighbour finds nothing, by whatever path', async () => {
    const id = await added()
    const foreign = scene.accountOf('tulpenkas')
    for (const answer of [
      await list('', scene.noor),
      await add({}, scene.noor),
      await check(anna, undefined, scene.noor),
      await change(id, 1, {}, scene.noor),
      await remove(id, scene.noor),
      await scene.noor.get(`/accounts/${foreign}/contacts/${id}`),
      await scene.noor.put(`/accounts/${foreign}/contacts/${id}`, anna, { 'if-match': '1' }),
      await scene.noor.delete(`/accounts/${foreign}/contacts/${id}`),
      await olga.get(`/accounts/${account}/contacts/${nobody}`),
    ])
      refused(answer, 404, 'not-found')
    const next = await scene.noor.get(`/accounts/${foreign}/contacts?cursor=${id}`)
    assert.deepEqual(next.body.items, [])
    const theirs = await scene.noor.post(`/accounts/${foreign}/contacts`, anna)
    assert.deepEqual([theirs.status, theirs.body.findings], [201, []], 'whom a neighbour knows is not told')
  })

  test('contacts.view looks, contacts.manage changes, and who has neither does not learn that they are there', async () => {
    const id = await added()
    const sam = await scene.desk.as('sam')
    refused(await list('', sam), 404, 'not-found')
    const ines = await lets('contacts.view')
    const seen = await list('', ines)
    assert.deepEqual(
      [seen.body.items.length, seen.body.can],
      [1, { add: 'not-allowed', remove: 'not-allowed' }],
    )
    refused(await add({ name: 'New' }, ines), 403, 'not-allowed')
    refused(await remove(id, ines), 403, 'not-allowed')
    await lets('contacts.manage')
    assert.equal((await add({ name: 'New' }, ines)).status, 201)
    assert.equal((await remove(id, ines)).status, 200)
  })

  test('in a closed account nobody adds or changes, but what is there can go', async () => {
    const id = await added()
    await scene.desk.sql('update access.accounts set closed_at = now() where id = $1', [account])
    refused(await add({ name: 'New' }), 409, 'account-is-closed')
    refused(await change(id, 1, { city: 'Bonn' }), 409, 'account-is-closed')
    assert.equal((await list()).body.can.add, 'account-is-closed')
    assert.equal((await remove(id)).status, 200)
  })
})

test('what is no contact at all is refused as a whole', async () => {
  for (const body of [
    {},
    { kind: 'robot' },
    { ...anna, name: ['x'] },
    { ...anna, street: 'x' },
    { ...anna, email: 'x'.repeat(1001) },
  ])
    refused(await olga.post(`/accounts/${account}/contacts`, body), 400, 'invalid-input')
})
