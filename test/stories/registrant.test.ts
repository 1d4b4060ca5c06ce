// A contact becomes what a registry takes, and the schemas of RFC 5730 and RFC 5733 judge it: libxml2's, not ours.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RegistrantContact } from '#server/doors/sub-account/registrant/contact.ts'
import {
  type Fault,
  findFaults,
  hasLegalForm,
  isCountry,
} from '#server/doors/sub-account/registrant/find-faults.ts'
import { readEmail } from '#server/doors/sub-account/registrant/read-email.ts'
import { readPhone } from '#server/doors/sub-account/registrant/read-phone.ts'
import { writeContactCreate } from '#server/doors/sub-account/registrant/write-epp.ts'
import {
  type RegistryManners,
  writeRegistrant,
} from '#server/doors/sub-account/registrant/write-registrant.ts'

const jurgen: RegistrantContact = {
  kind: 'person',
  name: 'Jürgen Groß',
  organisation: null,
  street: ['Körtestraße 12', '3. OG'],
  city: 'Köln',
  area: null,
  postcode: '50667',
  country: 'DE',
  phone: { number: '+4922112345678', extension: '42' },
  email: 'juergen@groß.example',
  disclose: [],
}
const shop: RegistrantContact = {
  ...jurgen,
  kind: 'organisation',
  name: null,
  organisation: 'Kaffeerad GmbH & Co. KG',
}
const as = { id: 'EIN-0001', authInfo: 'k<e>y & "more"', transactionId: 'einlass-1' }

/** @returns what xmllint has against it; empty: it is valid */
function judge(xml: string): string {
  const ran = spawnSync(
    'xmllint',
    ['--nonet', '--noout', '--schema', join(import.meta.dirname, '../epp/both.xsd'), '-'],
    { input: xml, encoding: 'utf8' },
  )
  assert.equal(ran.error, undefined, String(ran.error))
  return ran.status === 0 ? '' : ran.stderr
}
const write = (contact: RegistrantContact, manners?: RegistryManners) =>
  writeContactCreate(writeRegistrant(contact, manners), as)
/** What a reader of XML finds at a place. */
function read(xml: string, path: string): string {
  const xpath = `string(${path.replaceAll(/([a-zA-Z]+)(?=[/[]|$)/g, "*[local-name()='$1']")})`
  const ran = spawnSync('xmllint', ['--nonet', '--xpath', xpath, '-'], { input: xml, encoding: 'utf8' })
  assert.equal(ran.status, 0, ran.stderr)
  return ran.stdout.replace(/\n$/, '')
}
const said = (faults: readonly Fault[]) =>
  faults.map(({ field, code, severity }) => `${field}: ${code}${severity === 'unusual' ? ' (unusual)' : ''}`)

test('a person becomes a command that the schemas accept, in both forms', () => {
  const xml = write(jurgen)
  assert.equal(judge(xml), '')
  assert.equal(read(xml, '//postalInfo[1]/name'), 'Juergen Gross')
  assert.equal(read(xml, '//postalInfo[2]/name'), 'Jürgen Groß')
  assert.equal(read(xml, '//postalInfo[1]/addr/street[1]'), 'Koertestrasse 12')
  assert.equal(read(xml, '//postalInfo[2]/addr/city'), 'Köln')
  assert.equal(read(xml, '//voice'), '+49.22112345678')
  assert.match(xml, /<contact:voice x="42">/)
  assert.equal(read(xml, '//email'), 'juergen@xn--gro-7ka.example')
  assert.equal(read(xml, '//pw'), as.authInfo)
  assert.deepEqual(
    [...xml.matchAll(/type="(int|loc)"/g)].map(match => match[1]),
    ['int', 'loc'],
  )
  assert.match(/<contact:postalInfo type="int">.*?<\/contact:postalInfo>/s.exec(xml)![0], /^[\x20-\x7e\n]*$/)
})

test('the schemas refuse what is wrong, so that their yes means something', () => {
  const xml = write(jurgen)
  for (const [was, is] of [
    ['+49.22112345678', '+4922112345678'],
    ['<contact:cc>DE</contact:cc>', '<contact:cc>DEU</contact:cc>'],
    ['EIN-0001', 'E'],
    [/<contact:authInfo>.*<\/contact:authInfo>/, ''],
    [/<contact:city>[^<]*<\/contact:city>/, ''],
    ['type="int"', 'type="foreign"'],
  ] as const)
    assert.notEqual(judge(xml.replace(was, is)), '', String(was))
})

test('as JSON it says the same', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(writeRegistrant({ ...shop, disclose: ['organisation'] }))), {
    kind: 'organisation',
    postal: [
      {
        form: 'int',
        name: 'Kaffeerad GmbH & Co. KG',
        organisation: 'Kaffeerad GmbH & Co. KG',
        street: ['Koertestrasse 12', '3. OG'],
        city: 'Koeln',
        area: null,
        postcode: '50667',
        country: 'DE',
      },
      {
        form: 'loc',
        name: 'Kaffeerad GmbH & Co. KG',
        organisation: 'Kaffeerad GmbH & Co. KG',
        street: ['Körtestraße 12', '3. OG'],
        city: 'Köln',
        area: null,
        postcode: '50667',
        country: 'DE',
      },
    ],
    voice: { number: '+49.22112345678', extension: '42' },
    email: 'juergen@xn--gro-7ka.example',
    disclosure: {
      flag: 1,
      items: [
        { element: 'org', form: 'int' },
        { element: 'org', form: 'loc' },
      ],
    },
  })
})

test('only exceptions from what a registry does by itself are said about publishing', () => {
  const of = (disclose: RegistrantContact['disclose'], publishes: boolean) => {
    const xml = write({ ...jurgen, disclose }, { publishes })
    assert.equal(judge(xml), '')
    return /<contact:disclose flag="(\d)">(.*)<\/contact:disclose>/
      .exec(xml)
      ?.slice(1)
      .join(' ')
      .replaceAll('contact:', '')
  }
  const all = ['name', 'organisation', 'address', 'phone', 'email'] as const
  assert.equal(of([], false), undefined)
  assert.equal(of(all, true), undefined)
  assert.equal(of(['email', 'name'], false), '1 <name type="int"/><name type="loc"/><email/>')
  assert.equal(of(['name', 'organisation', 'email'], true), '0 <addr type="int"/><addr type="loc"/><voice/>')
})

test('a registry that takes one form gets one', () => {
  for (const forms of [['int'], ['loc']] as const) {
    const xml = write({ ...shop, disclose: ['name'] }, { forms })
    assert.equal(judge(xml), '')
    assert.equal([...xml.matchAll(/<contact:postalInfo /g)].length, 1)
  }
})

test('nasty names change nothing but themselves', () => {
  for (const name of [
    `</contact:name><contact:org>x`,
    `<!--`,
    `]]>`,
    `<![CDATA[<x/>]]>`,
    `&amp;`,
    `&lt;&#0;&x;`,
    `<?php die() ?>`,
    `"'><script>alert(1)</script>`,
    `Robert'); drop table persons;--`,
    '&',
    '\\n%00',
    'a\u0000b\u0008c\u000bd',
    'a\r\nb\tc',
    'a\u202eb\u2066c\u200bd',
    'a\ud800b',
    'a\ufffeb\uffff',
    '💶 GmbH',
  ]) {
    const contact = { ...shop, name, organisation: name, street: [name, name], city: name, area: name }
    const xml = write(contact, { forms: ['loc'] })
    assert.equal(judge(xml), '', name)
    const found = read(xml, '//postalInfo[1]/name')
    assert.equal(read(xml, '//addr/street[2]'), found)
    assert.equal([...xml.matchAll(/<contact:name>/g)].length, 1)
    assert.ok(!/[\p{Cc}\p{Cf}\p{Cs}]/u.test(found), JSON.stringify(found))
    if (/^[\x20-\x7e]*$/.test(name)) assert.equal(found, name)
  }
})

test('whatever is typed: what has no fault is valid, and what is valid by luck is not the rule', () => {
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('Müller & Söhne', '<a href="x">', 'x'.repeat(255)) },
    { weight: 4, arbitrary: fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', 'ß'.repeat(200)) },
  )
  const some = fc.record({
    kind: fc.constantFrom('person' as const, 'organisation' as const, 'role' as const),
    name: fc.option(line),
    organisation: fc.option(line),
    street: fc.array(line, { maxLength: 4 }),
    city: line,
    area: fc.option(line),
    postcode: fc.option(fc.string({ maxLength: 18 })),
    country: fc.constantFrom('DE', 'nl', 'AT', 'CH', 'XX', 'DEU'),
    phone: fc.option(
      fc.record({
        number: fc.constantFrom('+4922112345678', '+31201234567', '+390612345678', '+1'),
        extension: fc.option(fc.constantFrom('1', '42', 'x')),
      }),
    ),
    email: fc.constantFrom('a@b.example', 'a@bücher.example', 'ä@b.example'),
    disclose: fc.subarray(['name', 'organisation', 'address', 'phone', 'email'] as const),
  })
  const clean: string[] = []
  fc.assert(
    fc.property(some, contact => {
      const faults = findFaults(contact)
      assert.deepEqual(findFaults(contact), faults)
      if (faults.every(fault => fault.severity === 'unusual')) clean.push(write(contact))
    }),
    { numRuns: 3_000 },
  )
  assert.ok(clean.length >= 20, `${clean.length} without a fault`)
  for (const xml of clean.slice(0, 60)) assert.equal(judge(xml), '', xml)
})

test('what is missing or wrong is said field by field', () => {
  assert.deepEqual(said(findFaults(jurgen, 'de')), [])
  assert.deepEqual(said(findFaults(shop, 'de')), [])
  const bare: RegistrantContact = {
    kind: 'person',
    name: ' ',
    organisation: null,
    street: [],
    city: '',
    area: null,
    postcode: null,
    country: '',
    phone: null,
    email: '',
    disclose: [],
  }
  assert.deepEqual(said(findFaults(bare)), [
    'name: missing',
    'city: missing',
    'country: missing',
    'email: missing',
  ])
  assert.deepEqual(said(findFaults({ ...bare, country: 'de', kind: 'role' }, 'de')), [
    'kind: cannot-be-holder',
    'name: missing',
    'street: missing',
    'city: missing',
    'postcode: missing',
    'phone: missing',
    'email: missing',
  ])
  const of = (more: Partial<RegistrantContact>) => said(findFaults({ ...jurgen, ...more }))
  assert.deepEqual(of({ name: 'x'.repeat(255) }), [])
  assert.deepEqual(of({ name: 'x'.repeat(256) }), ['name: too-long'])
  assert.deepEqual(of({ name: 'ä'.repeat(128) }), ['name: too-long'], 'in ASCII it is twice as long')
  assert.deepEqual(of({ street: ['1', '2', '3', '4'] }), ['street: too-many-lines'])
  assert.deepEqual(of({ street: ['1', ' ', '2', '3'] }), [], 'an empty line is none')
  assert.deepEqual(of({ postcode: '1'.repeat(17) }), ['postcode: too-long'])
  assert.deepEqual(of({ name: 'Иван Петров' }), ['name: no-ascii'])
  assert.deepEqual(of({ name: 'Jürgen\u202e Groß' }), ['name: invisible-characters (unusual)'])
  assert.deepEqual(of({ country: 'UK' }), ['country: not-a-country'])
  assert.deepEqual(of({ phone: { number: '022112345678', extension: null } }), ['phone: not-a-phone-number'])
  assert.deepEqual(of({ phone: { number: '+49221123456', extension: 'ext 5' } }), ['extension: not-digits'])
  assert.deepEqual(of({ email: 'jürgen@gross.example' }), ['email: not-an-email-address'])
  assert.deepEqual(said(findFaults({ ...shop, organisation: 'Kaffeerad' })), [
    'organisation: legal-form-missing (unusual)',
  ])
  assert.deepEqual(said(findFaults({ ...shop, organisation: null })), ['organisation: missing'])
})

test('phone numbers are cut behind their country code, which can have one to three digits', () => {
  for (const [number, written] of [
    ['+31201234567', '+31.201234567'],
    ['+12125550123', '+1.2125550123'],
    ['+35226201234', '+352.26201234'],
    ['+390612345678', '+39.0612345678'],
    ['+4930123456', '+49.30123456'],
  ] as const)
    assert.equal(readPhone({ number, extension: null })?.number, written)
  for (const number of ['', '+', '+49', '0049301234', '+0301234567', '+4930123456789012', '+49 30 123456'])
    assert.equal(readPhone({ number, extension: null }), undefined, number)
})

test('e-mail is ASCII, with its domain in ASCII form', () => {
  assert.equal(readEmail(' Info@Bücher.Example '), 'Info@xn--bcher-kva.example')
  for (const wrong of [
    'a',
    '@b.example',
    'a@',
    'a@b',
    'a@1.2.3.4',
    'a b@c.example',
    'a@-b.example',
    'é@b.example',
    '"a"@b.example',
    `${'a'.repeat(65)}@b.example`,
  ])
    assert.equal(readEmail(wrong), undefined, wrong)
})

test('countries are those of ISO 3166-1, and no other', () => {
  let count = 0
  for (let a = 65; a <= 90; a++)
    for (let b = 65; b <= 90; b++) if (isCountry(String.fromCharCode(a, b))) count++
  assert.equal(count, 249)
})

test('legal forms are known where they stand, and not inside of words', () => {
  for (const name of [
    'Kaffeerad GmbH',
    'Kaffeerad UG (haftungsbeschränkt)',
    'Tulpenkas B.V.',
    'Tulpenkas bv B.V',
    'Chor e. V.',
    'Chor e.V.',
    'Meier e.K.',
    'A/B AG',
    'Meier GmbH & Co. KG',
    'Stichting Einlass',
    'Acme Ltd.',
  ])
    assert.ok(hasLegalForm(name), name)
  for (const name of ['Kaffeerad', 'AGentur', 'Kagel', 'Segeln', 'SEO Meier'])
    assert.ok(!hasLegalForm(name), name)
})
