import type { Postal, RegistrantContact } from './contact.ts'
import { hasInvisible, tidyLine, writePostal } from './postal-forms.ts'
import { readEmail } from './read-email.ts'
import { readPhone } from './read-phone.ts'
import { writeInAscii } from './write-in-ascii.ts'

export type FaultField =
  | 'name'
  | 'organisation'
  | 'street'
  | 'city'
  | 'area'
  | 'postcode'
  | 'country'
  | 'phone'
  | 'extension'
  | 'email'
  | 'kind'

/** What is missing or wrong. `unusual` may be kept; with any other, no registry would take it. */
export type Fault = {
  field: FaultField
  code:
    | 'missing'
    | 'too-long'
    | 'too-many-lines'
    | 'no-ascii'
    | 'invisible-characters'
    | 'not-a-country'
    | 'not-a-phone-number'
    | 'not-an-email-address'
    | 'not-digits'
    | 'cannot-be-holder'
    | 'legal-form-missing'
  severity: 'wrong' | 'unusual'
}

/** Lengths of the schema of RFC 5733 §4. */
const longest = { line: 255, postcode: 16, email: 255, extension: 10 } as const
const mostStreets = 3

/**
 * What keeps a contact from being written into a registry: occurrences and lengths of RFC 5733, and what cannot be
 * written in ASCII. In its order on a form; empty: it can be sent.
 * @param registry 'de': what DENIC asks of a holder too (name with legal form, address, phone and e-mail)
 */
export function findFaults(contact: RegistrantContact, registry: 'any' | 'de' = 'any'): Fault[] {
  const faults: Fault[] = []
  const add = (field: FaultField, code: Fault['code'], severity: Fault['severity'] = 'wrong') => {
    if (!faults.some(fault => fault.field === field && fault.code === code))
      faults.push({ field, code, severity })
  }
  const forms = [writePostal(contact, 'loc'), writePostal(contact, 'int')]
  const typed: [FaultField, readonly (string | null)[]][] = [
    ['name', [contact.name]],
    ['organisation', [contact.organisation]],
    ['street', contact.street],
    ['city', [contact.city]],
    ['area', [contact.area]],
    ['postcode', [contact.postcode]],
  ]
  if (registry === 'de' && contact.kind === 'role') add('kind', 'cannot-be-holder')
  for (const [field, lines] of typed) {
    const said = lines.map(line => tidyLine(line ?? '')).filter(line => line !== '')
    if (said.length === 0 && isNeeded(field, contact, registry)) add(field, 'missing')
    if (lines.some(line => line !== null && hasInvisible(line))) add(field, 'invisible-characters', 'unusual')
    if (said.some(line => writeInAscii(line) === undefined)) add(field, 'no-ascii')
    const limit = field === 'postcode' ? longest.postcode : longest.line
    if (forms.some(form => linesOf(form, field).some(line => [...line].length > limit)))
      add(field, 'too-long')
    if (said.length > mostStreets) add(field, 'too-many-lines')
    if (field === 'organisation' && contact.kind === 'organisation' && said[0] && !hasLegalForm(said[0]))
      add(field, 'legal-form-missing', 'unusual')
  }
  findCountryFaults(contact, add)
  findReachFaults(contact, registry, add)
  return faults
}

function isNeeded(field: FaultField, contact: RegistrantContact, registry: 'any' | 'de'): boolean {
  if (field === 'name') return contact.kind !== 'organisation'
  if (field === 'organisation') return contact.kind === 'organisation'
  if (field === 'city') return true
  return registry === 'de' && (field === 'street' || (field === 'postcode' && hasPostcodes(contact.country)))
}

type Add = (field: FaultField, code: Fault['code'], severity?: Fault['severity']) => void

function findCountryFaults(contact: RegistrantContact, add: Add): void {
  const country = contact.country.trim().toUpperCase()
  if (country === '') add('country', 'missing')
  else if (!isCountry(country)) add('country', 'not-a-country')
}

function findReachFaults(contact: RegistrantContact, registry: 'any' | 'de', add: Add): void {
  if (contact.phone) {
    const phone = readPhone(contact.phone)
    if (!phone) add('phone', 'not-a-phone-number')
    else if (phone.isUnusual) add('phone', 'not-a-phone-number', 'unusual')
    const extension = contact.phone.extension?.trim() ?? ''
    if (!/^\d*$/.test(extension)) add('extension', 'not-digits')
    else if (extension.length > longest.extension) add('extension', 'too-long')
  } else if (registry === 'de') add('phone', 'missing')
  if (contact.email.trim() === '') add('email', 'missing')
  else if (contact.email.trim().length > longest.email) add('email', 'too-long')
  else if (!readEmail(contact.email)) add('email', 'not-an-email-address')
}

function linesOf(postal: Postal, field: FaultField): readonly string[] {
  if (field === 'street') return postal.street
  const line = postal[field as 'name' | 'organisation' | 'city' | 'area' | 'postcode']
  return line === null ? [] : [line]
}

// Regions that are known without being countries of ISO 3166-1: reserved, used by somebody, or old.
const noCountries = new Set(
  'AC CP CQ CS DD DG DY EA EU EZ FX IC NH QO QU RH SU TA TP UK UN VD XA XB XK YD YU ZR ZZ AN BU HV'.split(
    ' ',
  ),
)
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** @param country in capitals */
export function isCountry(country: string): boolean {
  return /^[A-Z]{2}$/.test(country) && !noCountries.has(country) && names.of(country) !== undefined
}

// Where everybody has one (Universal Postal Union); elsewhere a registry does without.
const withPostcodes = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IT LI LT LU LV MT NL NO PL PT RO SE SI SK US CA AU'.split(
    ' ',
  ),
)
function hasPostcodes(country: string): boolean {
  return withPostcodes.has(country.trim().toUpperCase())
}

const legalForm =
  /(?:^|[\s(,&-])(?:g?GmbH|mbH|UG|AG|SE|KGaA|KG|OHG|oHG|GbR|eGbR|e\.?\s?K\.?|e\.?\s?Kfm\.?|e\.?\s?Kfr\.?|e\.?\s?G\.?|e\.?\s?V\.?|PartG(?:\s?mbB)?|Stiftung|Körperschaft|AöR|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|C\.?V\.?|Stichting|Vereniging|Coöperatie|Ges\.?m\.?b\.?H\.?|e\.?U\.?|Sàrl|SARL|SAS|SA|S\.?A\.?|S\.?r\.?l\.?|S\.?p\.?A\.?|S\.?L\.?|Ltd|Limited|LLP|PLC|plc|LLC|Inc|Corp|A\/S|ApS|AB|AS|Oy|Sp\.\s?z\s?o\.\s?o|s\.r\.o)\.?(?=$|[\s),&-])/u

/** Public bodies and some others have none, so its absence is only unusual. */
export function hasLegalForm(organisation: string): boolean {
  return legalForm.test(organisation)
}
