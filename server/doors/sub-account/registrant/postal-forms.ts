import type { Postal, PostalForm, RegistrantContact } from './contact.ts'
import { writeInAscii } from './write-in-ascii.ts'

/** Signs that nobody sees, and that turn round or hide what stands beside them. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu

export function hasInvisible(text: string): boolean {
  return text.search(invisible) >= 0
}

/** On one line, without what nobody sees: what xs:normalizedString means, and what fits into XML 1.0. */
export function tidyLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(invisible, '')
    .replaceAll('\ufffd', '')
    .normalize('NFC')
    .trim()
}

/**
 * The address as a registry takes it. A line that has no ASCII is left empty in `int`; the findings say which.
 */
export function writePostal(contact: RegistrantContact, form: PostalForm): Postal {
  const write = (text: string) => {
    const line = tidyLine(text)
    return form === 'loc' ? line : (writeInAscii(line) ?? '')
  }
  const filled = (text: string | null) => (text === null ? null : write(text) || null)
  return {
    // A registry asks for a name in any case; where nobody is named, it is that of the organisation.
    name: write(tidyLine(contact.name ?? '') || (contact.organisation ?? '')),
    organisation: filled(contact.organisation),
    street: contact.street.map(write).filter(line => line !== ''),
    city: write(contact.city),
    area: filled(contact.area),
    postcode: filled(contact.postcode),
    country: contact.country.trim().toUpperCase(),
  }
}
