import { readZone } from '#server/plumbing/calendar/zones.ts'
import { checkAddress, checkCountry } from './check-address.ts'
import { checkEmail } from './check-email.ts'
import { checkName, checkOrganisation } from './check-name.ts'
import { checkPhone } from './check-phone.ts'
import { type Checked, type Draft, type Finding, type PartyData, refused, wrong } from './finding.ts'

const languages = ['de', 'en', 'nl'] as const

/**
 * Everything there is to say about what was typed, and how it would be kept. Pure: the form asks it while somebody
 * types, and the same decides when it is saved.
 * @param home country of the account, by which numbers are read as long as the contact has none
 */
export function checkParty(draft: Draft, home: string): { data: PartyData; findings: Finding[] } {
  const country = checkCountry(draft.country)
  const name = checkName(draft)
  const organisation = checkOrganisation(draft, country.kept ?? home)
  const address = checkAddress(draft, country.kept)
  const phone = checkPhone(draft.phone, country.kept ?? home)
  const email = checkEmail(draft)
  const language = checkLanguage(draft.language)
  const zone = checkZone(draft.zone)
  return {
    data: {
      kind: draft.kind,
      name: name.kept,
      organisation: organisation.kept,
      ...address.kept,
      phone: phone.kept?.number ?? null,
      phoneExtension: phone.kept?.extension ?? null,
      email: email.kept?.shown ?? null,
      emailAscii: email.kept?.ascii ?? null,
      language: language.kept,
      zone: zone.kept,
    },
    findings: [name, organisation, country, address, phone, email, language, zone].flatMap(
      one => one.findings,
    ),
  }
}

export function isWrong(findings: readonly Finding[]): boolean {
  return findings.some(finding => finding.is === 'wrong')
}

/** Letters are written in the language of who reads them, so it is never guessed. */
function checkLanguage(typed: string | undefined): Checked<(typeof languages)[number]> {
  const wished = (typed ?? '').trim().toLowerCase()
  if (wished === '') return refused(wrong('language', 'missing'))
  const kept = languages.find(language => language === wished)
  return kept ? { kept, findings: [] } : refused(wrong('language', 'language-unknown'))
}

function checkZone(typed: string | undefined): Checked<string> {
  const wished = (typed ?? '').trim()
  if (wished === '') return refused(wrong('zone', 'missing'))
  const kept = readZone(wished)
  return kept ? { kept, findings: [] } : refused(wrong('zone', 'zone-unknown', { example: 'Europe/Berlin' }))
}
