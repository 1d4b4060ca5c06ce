import type { Postal, PostalForm } from './contact.ts'
import type { Registrant } from './write-registrant.ts'

const epp = 'urn:ietf:params:xml:ns:epp-1.0'
const contact = 'urn:ietf:params:xml:ns:contact-1.0'

/**
 * The EPP command that makes a contact (RFC 5733 §3.2.1), as a registrar sends it.
 * @param as the handle that the registrar wants for it (3 to 16 characters), its password of transfer (a secret), and
 * the registrar's own number of the command
 */
export function writeContactCreate(
  registrant: Registrant,
  as: { id: string; authInfo: string; transactionId?: string },
): string {
  const { voice, disclosure } = registrant
  const lines = [
    element('contact:id', as.id),
    ...registrant.postal.map(writePostalInfo),
    voice && element('contact:voice', voice.number, voice.extension === null ? {} : { x: voice.extension }),
    element('contact:email', registrant.email),
    `<contact:authInfo>${element('contact:pw', as.authInfo)}</contact:authInfo>`,
    disclosure &&
      `<contact:disclose flag="${disclosure.flag}">${disclosure.items
        .map(({ element: name, form }) => `<contact:${name}${form === null ? '' : ` type="${form}"`}/>`)
        .join('')}</contact:disclose>`,
  ].filter(line => line !== null)
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<epp xmlns="${epp}"><command><create><contact:create xmlns:contact="${contact}">
${lines.join('\n')}
</contact:create></create>${as.transactionId === undefined ? '' : element('clTRID', as.transactionId)}</command></epp>
`
}

function writePostalInfo(postal: { form: PostalForm } & Postal): string {
  const optional = (name: string, text: string | null) => (text === null ? '' : element(name, text))
  return `<contact:postalInfo type="${postal.form}">${[
    element('contact:name', postal.name),
    optional('contact:org', postal.organisation),
    '<contact:addr>',
    ...postal.street.map(line => element('contact:street', line)),
    element('contact:city', postal.city),
    optional('contact:sp', postal.area),
    optional('contact:pc', postal.postcode),
    element('contact:cc', postal.country),
    '</contact:addr>',
  ].join('')}</contact:postalInfo>`
}

function element(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`)
  return `<${name}${written.join('')}>${escapeText(text)}</${name}>`
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 cannot hold at all (§2.2) is left out: it would make the whole command unreadable. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, sign => signs[sign]!)
}
