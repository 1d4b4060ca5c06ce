import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type EppPhone = {
  /** +CC.NNN (RFC 5733 §2.5) */
  number: string
  extension: string | null
  /** It has a length that exists there, but is of no known kind: perhaps too new to be known. */
  isUnusual: boolean
}

/**
 * A phone number as a registry takes it: where the country code ends cannot be seen, so it is looked up.
 * @param number E.164 with its plus
 * @returns undefined: there can be no such number
 */
export function readPhone({
  number,
  extension,
}: {
  number: string
  extension: string | null
}): EppPhone | undefined {
  const text = number.trim()
  if (!/^\+[1-9]\d{3,14}$/.test(text)) return undefined
  const parsed = parsePhoneNumberFromString(text)
  if (!parsed?.isPossible()) return undefined
  return {
    number: `+${parsed.countryCallingCode}.${text.slice(1 + parsed.countryCallingCode.length)}`,
    extension: extension?.trim() || null,
    isUnusual: !parsed.isValid(),
  }
}
