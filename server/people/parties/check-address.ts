import type { Static } from 'typebox'
import type { AddressForm } from '#contract/contacts.ts'
import { type AddressRules, rulesOf } from './address-of-country.ts'
import { readLine } from './check-letters.ts'
import { type Checked, type Draft, type Finding, nothing, refused, unusual, wrong } from './finding.ts'

type Address = {
  country: string | null
  street: string[]
  postcode: string | null
  city: string | null
  area: string | null
}

const mostLines = 3
const longestLine = 200
const longestCity = 100
const longestPostcode = 20

/** A country is chosen for itself too: numbers at home are understood by it. */
export function checkCountry(typed: string | undefined): Checked<string> {
  const country = (typed ?? '').trim().toUpperCase()
  if (country === '') return nothing
  return rulesOf(country) ? { kept: country, findings: [] } : refused(wrong('country', 'country-unknown'))
}

/**
 * An address by the rules of its country. A contact may have none; half of one is no address.
 * @param country as checkCountry kept it; null: nothing of an address can be said
 */
export function checkAddress(draft: Draft, country: string | null): { kept: Address; findings: Finding[] } {
  const lines = (draft.street ?? []).map(line => readLine('street', line, longestLine))
  const street = { kept: lines.flatMap(line => line.kept ?? []), findings: lines.flatMap(l => l.findings) }
  const city = readLine('city', draft.city, longestCity)
  const typed = { postcode: draft.postcode?.trim() ?? '', area: draft.area?.trim() ?? '' }
  const hasBegun = street.kept.length > 0 || city.kept !== null || typed.postcode !== '' || typed.area !== ''
  const rules = country === null ? undefined : rulesOf(country)
  const area = rules ? checkArea(typed.area, rules) : readLine('area', typed.area, longestCity)
  const postcode = rules
    ? checkPostcode(typed.postcode, country!, rules, area.kept)
    : readLine('postcode', typed.postcode, longestPostcode)

  const findings = [...street.findings, ...postcode.findings, ...city.findings, ...area.findings]
  if (street.kept.length > mostLines)
    findings.push(wrong('street', 'street-too-many-lines', { most: String(mostLines) }))
  if (hasBegun && country === null && (draft.country ?? '').trim() === '')
    findings.push(wrong('country', 'country-missing'))
  if (hasBegun && rules) {
    const isThere = {
      street: street.kept.length > 0,
      postcode: typed.postcode !== '',
      city: city.kept !== null,
      area: typed.area !== '',
    }
    for (const part of ['street', 'postcode', 'city', 'area'] as const)
      if (rules.needs[part] && !isThere[part] && !findings.some(one => one.field === part))
        findings.push(
          wrong(part, 'address-part-missing', { country: country!, example: exampleOf(part, rules) }),
        )
    if (isThere.street && streetsHaveNumbers.has(country!) && !street.kept.some(line => /\d/.test(line)))
      findings.push(unusual('street', 'street-without-number'))
  }
  return {
    kept: { country, street: street.kept, postcode: postcode.kept, city: city.kept, area: area.kept },
    findings,
  }
}

/** Where nearly every address has one, a missing number is a slip. */
const streetsHaveNumbers: ReadonlySet<string> = new Set(['DE', 'AT', 'CH', 'NL', 'BE', 'US'])

function exampleOf(part: string, rules: AddressRules): string {
  return part === 'postcode' ? (rules.example ?? '') : ''
}

function checkArea(typed: string, { areas, has }: AddressRules): Checked<string> {
  // What was typed before another country was chosen counts for nothing where addresses have no area.
  if (typed === '' || !has.area) return nothing
  if (areas.length === 0) return readLine('area', typed, longestCity)
  const wished = typed.toLowerCase()
  const found = areas.find(one => one.value.toLowerCase() === wished || one.label.toLowerCase() === wished)
  return found
    ? { kept: found.value, findings: [] }
    : refused(wrong('area', 'area-unknown', { example: areas[0]!.label }))
}

/** The ways in which one writes the same code: '1012ab', 'CH-3030', 'sw1a2aa'. The first that is right is kept. */
function checkPostcode(
  typed: string,
  country: string,
  rules: AddressRules,
  area: string | null,
): Checked<string> {
  const line = readLine('postcode', typed, longestPostcode)
  if (line.kept === null || !rules.has.postcode) return rules.has.postcode ? line : nothing
  const upper = line.kept.toUpperCase()
  if (rules.postcode === null) return { kept: upper, findings: line.findings }
  const bare = upper.replace(new RegExp(`^(?:${rules.prefix || country}|${country}|[A-Z])[- ]+(?=\\d)`), '')
  const compact = bare.replaceAll(/[\s-]/g, '')
  const spaced = spacedOf(country, compact)
  const kept = [spaced, upper, bare, compact].find(way => rules.postcode!.test(way))
  if (kept === undefined)
    return refused(wrong('postcode', 'postcode-not-of-country', { country, example: rules.example ?? '' }))
  const chosen = rules.areas.find(one => one.value === area)
  const isElsewhere = chosen?.postcode && !chosen.postcode.test(kept)
  return {
    kept,
    findings: isElsewhere ? [unusual('postcode', 'postcode-not-of-area', { area: chosen.label })] : [],
  }
}

/** Where the gap stands in codes that have one, counted from the front, or from the end where it is negative. */
const gaps: Readonly<Record<string, number>> = { NL: 4, GB: -3, IE: 3, CA: 3, SE: 3, CZ: 3, SK: 3, GR: 3 }

function spacedOf(country: string, compact: string): string {
  const gap = gaps[country]
  return gap === undefined ? compact : `${compact.slice(0, gap)} ${compact.slice(gap)}`
}

/** What the form of an address asks for, in the order of the country. */
export function formOf(country: string | null): Static<typeof AddressForm> | null {
  const rules = country === null ? undefined : rulesOf(country)
  if (!rules) return null
  const places = rules.postcodeFirst ? (['postcode', 'city'] as const) : (['city', 'postcode'] as const)
  return {
    fields: [
      { field: 'street', needed: rules.needs.street },
      ...places.filter(field => rules.has[field]).map(field => ({ field, needed: rules.needs[field] })),
      ...(rules.has.area ? [{ field: 'area' as const, needed: rules.needs.area }] : []),
    ],
    postcodeExample: rules.example,
    areas: rules.areas.map(({ value, label }) => ({ value, label })),
  }
}
