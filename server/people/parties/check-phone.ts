import {
  type CountryCode,
  getExampleNumber,
  isSupportedCountry,
  ParseError,
  parsePhoneNumberFromString,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { hiddenLetter, nameOf } from './check-letters.ts'
import { type Checked, type Finding, nothing, refused, unusual, wrong } from './finding.ts'

export type Phone = { number: string; extension: string | null }

/** Words for an extension that the library does not know. */
const extensionWords =
  /(?:,|;)?\s*(?:durchwahl|dw\.?|nebenstelle|nst\.?|toestel|tst\.?|extension|poste)\s*:?\s*(?=\d)/i

/**
 * A number as it is typed at home, or with + or 00. Which prefixes are in use changes faster than any list: what could
 * be a number is kept, what cannot be one is not.
 * @param home country of ISO 3166-1 by which a number without + is read
 */
export function checkPhone(typed: string | undefined, home: string | null): Checked<Phone> {
  const text = (typed ?? '').trim().replace(extensionWords, ' ext. ')
  if (text === '') return nothing
  const hidden = hiddenLetter(text)
  if (hidden !== undefined) return refused(wrong('phone', 'letter-not-allowed', { letter: nameOf(hidden) }))
  if (text.length > 60) return refused(wrong('phone', 'phone-too-long', exampleFor(home)))
  const country = home !== null && isSupportedCountry(home) ? (home as CountryCode) : undefined
  try {
    const number = parsePhoneNumberWithError(text, {
      ...(country ? { defaultCountry: country } : {}),
      extract: false,
    })
    if (!number.isPossible()) return refused(tooShortOrLong(text, number.number, home))
    const kept = { number: number.number, extension: number.ext ?? null }
    if (number.isValid()) return { kept, findings: [] }
    return { kept, findings: [unusual('phone', 'phone-unusual', { shown: number.formatInternational() })] }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return refused(wrong('phone', codeOf(error, country !== undefined, text), exampleFor(home)))
  }
}

function tooShortOrLong(text: string, number: string, home: string | null): Finding {
  // Numbers have at most 15 digits with their country (ITU-T E.164 §6); those that cannot be are mostly far shorter.
  const isLong = number.length > 14 || text.replaceAll(/\D/g, '').length > 13
  return wrong('phone', isLong ? 'phone-too-long' : 'phone-too-short', exampleFor(home))
}

function codeOf(error: ParseError, hasHome: boolean, text: string): Finding['code'] {
  switch (error.message) {
    case 'TOO_SHORT':
      return 'phone-too-short'
    case 'TOO_LONG':
      return 'phone-too-long'
    case 'INVALID_COUNTRY':
      return hasHome || text.startsWith('+') ? 'phone-country-unknown' : 'phone-country-missing'
    default:
      return 'phone-not-a-number'
  }
}

function exampleFor(home: string | null): Finding['params'] {
  const country = home !== null && isSupportedCountry(home) ? (home as CountryCode) : 'DE'
  return { example: getExampleNumber(country, examples)?.formatInternational() ?? '' }
}

/** As one writes it in other countries, with its extension. */
export function showPhone(phone: Phone): string {
  const read = parsePhoneNumberFromString(phone.number)
  const number = read?.formatInternational() ?? phone.number
  return phone.extension ? `${number} ext. ${phone.extension}` : number
}
