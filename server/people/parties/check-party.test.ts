// Real examples and nasty ones, as a table that somebody who knows the business can correct: what is typed, as what it
// is kept, and what is said about it ('field code', with ! in front where it cannot be kept).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { countries } from '#contract/countries.ts'
import { rulesOf } from './address-of-country.ts'
import { formOf } from './check-address.ts'
import { checkParty, isWrong } from './check-party.ts'
import type { Draft, PartyData } from './finding.ts'

const anna: Draft = {
  kind: 'person',
  name: 'Anna Beispiel',
  email: 'anna@example.org',
  language: 'de',
  zone: 'Europe/Berlin',
}
const said = (draft: Partial<Draft>, home = 'DE') => {
  const { data, findings } = checkParty({ ...anna, ...draft }, home)
  return {
    data,
    findings,
    codes: findings.map(one => `${one.is === 'wrong' ? '!' : ''}${one.field} ${one.code}`),
  }
}
const table = (
  rows: readonly (readonly [draft: Partial<Draft>, kept: Partial<PartyData>, codes: readonly string[]])[],
  home?: string,
) => {
  for (const [draft, kept, codes] of rows)
    test(JSON.stringify(draft).slice(0, 110), () => {
      const answer = said(draft, home)
      assert.deepEqual(answer.codes, codes)
      for (const [field, value] of Object.entries(kept))
        assert.deepEqual(answer.data[field as keyof PartyData], value, field)
    })
}

describe('an address', () => {
  const at = (country: string, street: string[], postcode: string, city: string, area = '') => ({
    country,
    street,
    postcode,
    city,
    area,
  })
  table([
    [at('DE', ['Unter den Linden 1'], '10117', 'Berlin'), { postcode: '10117', area: null }, []],
    [
      at('de', ['Unter den Linden 1'], 'D-10117', ' Berlin '),
      { country: 'DE', postcode: '10117', city: 'Berlin' },
      [],
    ],
    [
      at('DE', ['Packstation 123', 'Postnummer 4567'], '53113', 'Bonn'),
      { street: ['Packstation 123', 'Postnummer 4567'] },
      [],
    ],
    [
      at('DE', ['Unter den Linden'], '1011', 'Berlin'),
      { postcode: null },
      ['!postcode postcode-not-of-country', 'street street-without-number'],
    ],
    [at('DE', [], '10117', 'Berlin'), {}, ['!street address-part-missing']],
    [at('AT', ['Stephansplatz 1'], 'A-1010', 'Wien'), { postcode: '1010' }, []],
    [at('CH', ['Bundesplatz 3'], 'CH-3003', 'Bern'), { postcode: '3003' }, []],
    [at('CH', ['Bundesplatz 3'], '30030', 'Bern'), {}, ['!postcode postcode-not-of-country']],
    [at('NL', ['Dam 1'], '1012js', 'Amsterdam'), { postcode: '1012 JS' }, []],
    [at('NL', ['Dam 1'], '1012 SS', 'Amsterdam'), {}, ['!postcode postcode-not-of-country']],
    [at('NL', ['Dam 1'], '0012 AB', 'Amsterdam'), {}, ['!postcode postcode-not-of-country']],
    [at('BE', ['Grote Markt 1'], 'B-1000', 'Brussel'), { postcode: '1000' }, []],
    [at('GB', ['10 Downing Street'], 'sw1a2aa', 'London'), { postcode: 'SW1A 2AA' }, []],
    [at('GB', ['Rose Cottage'], 'EC1A 1BB', 'London'), { postcode: 'EC1A 1BB' }, []],
    [at('GB', ['10 Downing Street'], 'SW1A 2AA 1', 'London'), {}, ['!postcode postcode-not-of-country']],
    [at('US', ['350 Fifth Avenue'], '10118', 'New York', 'ny'), { area: 'NY', postcode: '10118' }, []],
    [at('US', ['350 Fifth Avenue'], '10118-0110', 'New York', 'New York'), { area: 'NY' }, []],
    [
      at('US', ['350 Fifth Avenue'], '90210', 'New York', 'NY'),
      { postcode: '90210' },
      ['postcode postcode-not-of-area'],
    ],
    [at('US', ['350 Fifth Avenue'], '10118', 'New York'), {}, ['!area address-part-missing']],
    [at('US', ['350 Fifth Avenue'], '10118', 'New York', 'Bavaria'), { area: null }, ['!area area-unknown']],
    [at('IE', ['1 Main Street'], 'd02x285', 'Dublin', 'Co. Dublin'), { postcode: 'D02 X285', area: 'D' }, []],
    // Hong Kong has no postal codes: what was typed before the country was chosen counts for nothing.
    [at('HK', ['1 Queen’s Road'], '12345', 'Central', 'Hong Kong Island'), { postcode: null }, []],
    [at('', ['Unter den Linden 1'], '10117', 'Berlin'), {}, ['!country country-missing']],
    [at('XX', ['Somewhere 1'], '1', 'Nowhere'), { country: null }, ['!country country-unknown']],
    [at('DE', ['a 1', 'b', 'c', 'd'], '10117', 'Berlin'), {}, ['!street street-too-many-lines']],
    [at('DE', ['Unter den Linden 1'], '10117', 'Berlin\u202e'), {}, ['!city letter-not-allowed']],
    // A country alone is no address that has begun, and a contact may have none.
    [{ country: 'DE' }, { country: 'DE', street: [] }, []],
    [{}, { country: null, street: [], postcode: null }, []],
  ])
  test('every country of ISO 3166-1 has a form, and asks for nothing that it has no field for', () => {
    assert.equal(countries.length, 249)
    for (const country of countries) {
      const { needs, has } = rulesOf(country)!
      const asked = formOf(country)!
        .fields.filter(one => one.needed)
        .map(one => one.field)
      const needed = (['street', 'postcode', 'city', 'area'] as const).filter(part => needs[part])
      assert.deepEqual(asked.toSorted(), needed.toSorted(), country)
      for (const part of ['postcode', 'city', 'area'] as const)
        if (needs[part]) assert.ok(has[part], `${country} ${part}`)
    }
  })
  test('the example of a postal code is one, in every country that has them', () => {
    for (const country of countries) {
      const example = formOf(country)!.postcodeExample
      if (example === null) continue
      const { codes, data } = said({ country, street: ['x 1'], city: 'x', postcode: example })
      assert.ok(
        !codes.some(code => code.includes('postcode')),
        `${country} ${example} ${codes} ${data.postcode}`,
      )
    }
  })
})

describe('a phone number', () => {
  const kept = (phone: string, phoneExtension: string | null = null) => ({ phone, phoneExtension })
  table([
    [{ phone: '030 901820' }, kept('+4930901820'), []],
    [{ phone: '+49 (0)30 / 90 18 20' }, kept('+4930901820'), []],
    [{ phone: '0049 30 901820' }, kept('+4930901820'), []],
    [{ phone: '0151 23456789' }, kept('+4915123456789'), []],
    [{ phone: '030 901820 Durchwahl 12' }, kept('+4930901820', '12'), []],
    [{ phone: '+31 20 123 4567 toestel 9' }, kept('+31201234567', '9'), []],
    [{ phone: '+31 20 123 4567 x12' }, kept('+31201234567', '12'), []],
    [{ phone: '044 668 18 00', country: 'CH' }, kept('+41446681800'), []],
    [{ phone: '01 514440', country: 'AT' }, kept('+431514440'), []],
    [{ phone: '020 624 1111', country: 'NL' }, kept('+31206241111'), []],
    [{ phone: '02 550 03 11', country: 'BE' }, kept('+3225500311'), []],
    [{ phone: '020 7946 0958', country: 'GB' }, kept('+442079460958'), []],
    [{ phone: '(212) 736-3100', country: 'US' }, kept('+12127363100'), []],
    // Ofcom keeps it for films: it could be one, and nobody has it.
    [{ phone: '+44 1632 960961' }, kept('+441632960961'), ['phone phone-unusual']],
    [{ phone: '0000' }, kept('+490000'), ['phone phone-unusual']],
    [{ phone: '112' }, { phone: null }, ['!phone phone-too-short']],
    [{ phone: '+1 555 0100' }, { phone: null }, ['!phone phone-too-short']],
    [{ phone: '+49 30 901820 901820 901820' }, { phone: null }, ['!phone phone-too-long']],
    [{ phone: `030 ${'9'.repeat(900)}` }, { phone: null }, ['!phone phone-too-long']],
    [{ phone: 'call me' }, { phone: null }, ['!phone phone-not-a-number']],
    [{ phone: '030 901820 or 030 901821' }, { phone: null }, ['!phone phone-not-a-number']],
    [{ phone: '+999 123456' }, { phone: null }, ['!phone phone-country-unknown']],
    [{ phone: '030\u202e901820' }, { phone: null }, ['!phone letter-not-allowed']],
    [{ phone: '٠٣٠٩٠١٨٢٠' }, kept('+4930901820'), []],
    [{ phone: '  ' }, { phone: null }, []],
  ])
  test('without a country of its own it is read by that of the account', () => {
    assert.equal(said({ phone: '020 624 1111' }, 'NL').data.phone, '+31206241111')
    assert.equal(said({ phone: '020 624 1111', country: 'DE' }, 'NL').data.phone, '+49206241111')
  })
})

describe('a mail address', () => {
  const mail = (email: string, emailAscii = email) => ({ email, emailAscii })
  table([
    [{ email: ' anna@example.org ' }, mail('anna@example.org'), []],
    [{ email: 'mailto:anna@example.org' }, mail('anna@example.org'), []],
    [
      { email: 'anna+shop@Bücher.example' },
      mail('anna+shop@bücher.example', 'anna+shop@xn--bcher-kva.example'),
      [],
    ],
    [{ email: 'anna@XN--bcher-kva.example' }, mail('anna@bücher.example', 'anna@xn--bcher-kva.example'), []],
    [{ email: 'anna@straße.example' }, mail('anna@straße.example', 'anna@xn--strae-oqa.example'), []],
    [{ email: 'o’neil@example.org' }, { email: null }, ['!email email-local-letter']],
    [{ email: "o'neil@example.org" }, mail("o'neil@example.org"), []],
    [{ email: 'jürgen@example.org' }, { email: null }, ['!email email-local-letter']],
    [{ email: '' }, { email: null }, ['!email missing']],
    [{ email: 'anna' }, { email: null }, ['!email email-without-at']],
    [{ email: '@example.org' }, { email: null }, ['!email email-without-at']],
    [{ email: 'anna@@example.org' }, { email: null }, ['!email email-more-than-one-at']],
    [{ email: 'anna @example.org' }, { email: null }, ['!email email-with-space']],
    [{ email: `${'a'.repeat(300)}@example.org` }, { email: null }, ['!email email-local-too-long']],
    [{ email: `${'a'.repeat(64)}@example.org` }, mail(`${'a'.repeat(64)}@example.org`), []],
    [
      { email: `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example` },
      mail(`a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example`),
      [],
    ],
    [
      { email: `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.example` },
      { email: null },
      ['!email too-long'],
    ],
    [{ email: 'anna@' }, { email: null }, ['!email email-domain']],
    [{ email: 'anna@-example.org' }, { email: null }, ['!email email-domain']],
    [{ email: 'anna@exa%41mple.org' }, { email: null }, ['!email email-domain']],
    [{ email: 'anna@example.org/x' }, { email: null }, ['!email email-domain']],
    [{ email: 'anna@127.0.0.1' }, { email: null }, ['!email email-domain']],
    [{ email: 'anna@[::1]' }, { email: null }, ['!email email-domain']],
    [{ email: 'anna@example.org\u0000' }, { email: null }, ['!email letter-not-allowed']],
    [{ email: 'anna@server' }, mail('anna@server'), ['email email-domain-without-dot']],
    [{ email: 'anna@gmial.com' }, mail('anna@gmial.com'), ['email email-domain-typo']],
    [{ email: 'anna@gmail.con' }, mail('anna@gmail.con'), ['email email-domain-typo']],
    [{ email: 'anna@gmail.com' }, mail('anna@gmail.com'), []],
    [{ email: 'anna..b@example.org' }, mail('anna..b@example.org'), ['email email-local-dots']],
    [{ email: 'info@example.org' }, mail('info@example.org'), ['email email-of-a-role']],
    [{ kind: 'role-mailbox', name: 'Office', email: 'info@example.org' }, mail('info@example.org'), []],
    [{ email: 'no-reply@example.org' }, mail('no-reply@example.org'), ['email email-takes-no-mail']],
    // раураl: all of it Cyrillic but the last letter.
    [{ email: 'anna@раураl.example' }, {}, ['email letter-of-another-script']],
    [{ email: 'anna@почта.example' }, { emailAscii: 'anna@xn--80a1acny.example' }, []],
  ])
})

describe('a name', () => {
  table([
    [{ name: '  Anna   Beispiel ' }, { name: 'Anna Beispiel' }, []],
    [{ name: 'Zoe\u0308 Müller' }, { name: 'Zoë Müller' }, []],
    [{ name: 'Λεωνίδας Παπαδόπουλος' }, { name: 'Λεωνίδας Παπαδόπουλος' }, []],
    [{ name: 'Иван Сидоров' }, { name: 'Иван Сидоров' }, []],
    [{ name: '山田 太郎' }, { name: '山田 太郎' }, []],
    [{ name: 'علی‌رضا' }, { name: 'علی‌رضا' }, []],
    [{ name: 'X' }, { name: 'X' }, []],
    [{ name: 'Аnna Beispiel' }, { name: 'Аnna Beispiel' }, ['name letter-of-another-script']],
    [{ name: 'Ａnna' }, { name: 'Ａnna' }, ['name letter-of-another-script']],
    [{ name: 'Οtto' }, {}, ['name letter-of-another-script']],
    [{ name: '' }, { name: null }, ['!name missing']],
    [{ name: ' \u00a0 ' }, { name: null }, ['!name missing']],
    [{ name: 'a'.repeat(201) }, { name: null }, ['!name too-long']],
    [{ name: 'Anna\u202egnp' }, { name: null }, ['!name letter-not-allowed']],
    [{ name: 'Anna\u0007' }, { name: null }, ['!name letter-not-allowed']],
    [{ name: 'An\u200bna' }, { name: null }, ['!name letter-not-allowed']],
    [{ name: 'An\u200cna' }, { name: null }, ['!name letter-not-allowed']],
    [{ name: 'Anna\ud800' }, { name: null }, ['!name letter-not-allowed']],
    [{ name: 'Free money www.evil.example' }, { name: null }, ['!name name-is-an-address']],
  ])
  test('a letter that only looks like a Latin one is named', () => {
    const [finding] = said({ name: 'Аnna Beispiel' }).findings
    assert.deepEqual(finding!.params, { letter: 'А', script: 'Cyrillic', like: 'A', word: 'Аnna' })
  })
})

describe('an organisation', () => {
  const company = (organisation: string, country = 'DE') => ({
    kind: 'organisation' as const,
    name: '',
    organisation,
    country,
  })
  table([
    [company('Kaffeerad GmbH'), { organisation: 'Kaffeerad GmbH', name: null }, []],
    [company('Ruderverein Elbe e.V.'), {}, []],
    [company('Ruderverein Elbe e. V.'), {}, []],
    [company('Tulpenkas B.V.', 'NL'), {}, []],
    [company('Tulpenkas BV', 'NL'), {}, []],
    [company('Stichting Tulp', 'NL'), {}, []],
    [company('Kaffi AG', 'CH'), {}, []],
    [company('Wafel BV', 'BE'), {}, []],
    [company('Melange e.U.', 'AT'), {}, []],
    [company('Tea Ltd.', 'GB'), {}, []],
    [company('Bean, Inc.', 'US'), {}, []],
    // 'AG' inside of a word is no legal form.
    [company('Tagwerk'), {}, ['organisation legal-form-missing']],
    // Of a country whose forms nobody wrote down, nothing is said.
    [company('Café Lisboa', 'PT'), {}, []],
    [company(''), { organisation: null }, ['!organisation missing']],
    [{ organisation: 'Kaffeerad' }, { organisation: 'Kaffeerad' }, []],
    [{ kind: 'role-mailbox', name: 'Buchhaltung' }, {}, []],
    [{ kind: 'role-mailbox', name: '' }, {}, ['!name missing']],
  ])
})

describe('language and time zone', () => {
  table([
    [{ language: 'NL', zone: 'europe/amsterdam' }, { language: 'nl', zone: 'Europe/Amsterdam' }, []],
    [{ language: '', zone: '' }, { language: null, zone: null }, ['!language missing', '!zone missing']],
    [{ language: 'fr', zone: 'CET' }, {}, ['!language language-unknown', '!zone zone-unknown']],
    [{ zone: '+01:00' }, {}, ['!zone zone-unknown']],
  ])
})

test('whatever is typed is answered, and what is kept is kept the same when it is typed again', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('DE', 'US', '+49 30 901820', 'a@b.de'),
  )
  const mostly = (right: string, other: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, other)
  let kept = 0
  const draft = fc.record(
    {
      kind: fc.constantFrom('person' as const, 'organisation' as const, 'role-mailbox' as const),
      name: mostly(' Zoe\u0308  Müller', text),
      organisation: mostly('Kaffeerad\u00a0GmbH', text),
      country: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...countries) }, text),
      street: fc.array(text, { maxLength: 4 }),
      postcode: text,
      city: text,
      area: text,
      phone: mostly('+49 30 901820 Durchwahl 7', text),
      email: mostly('anna@bücher.example', text),
      language: mostly('de', text),
      zone: mostly('Europe/Berlin', text),
    },
    { requiredKeys: ['kind', 'email', 'language', 'zone'] },
  )
  fc.assert(
    fc.property(draft, typed => {
      const once = checkParty(typed, 'DE')
      if (isWrong(once.findings)) return
      kept += 1
      const { emailAscii: _, phoneExtension, ...same } = once.data
      const again = Object.fromEntries(
        Object.entries(same).map(([field, value]) => [field, value ?? undefined]),
      )
      const phone = same.phone && `${same.phone}${phoneExtension ? ` ext. ${phoneExtension}` : ''}`
      assert.deepEqual(checkParty({ ...again, ...(phone ? { phone } : {}) } as Draft, 'DE').data, once.data)
    }),
    { numRuns: 1000 },
  )
  assert.ok(kept > 10, `only ${kept} were kept`)
})
