import { domainToASCII, domainToUnicode } from 'node:url'
import { findOtherScripts, hiddenLetter, nameOf } from './check-letters.ts'
import { type Checked, type Draft, type Finding, refused, unusual, wrong } from './finding.ts'

export type Email = { shown: string; ascii: string }

// RFC 5321 §4.5.3.1: 64 before the @, 254 as a whole.
const longestLocal = 64
const longest = 254

// "Valid e-mail address" of the HTML standard (WHATWG), its two halves.
const local = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+$/
const domain =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
/** What a domain is made of before IDNA; without it a URL parser would take 'a%41.de' or 'a.de/b' for one. */
const domainLetters = /^[\p{L}\p{M}\p{N}.\-\u00b7\u3002\u200c\u200d]+$/u

/** Where mail goes. Only a letter that is answered proves that it arrives. */
export function checkEmail({ kind, email }: Draft): Checked<Email> {
  const text = (email ?? '')
    .normalize('NFC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/, '$1')
  if (text === '') return refused(wrong('email', 'missing', { kind }))
  const hidden = hiddenLetter(text)
  if (hidden !== undefined) return refused(wrong('email', 'letter-not-allowed', { letter: nameOf(hidden) }))
  if (/\s/.test(text)) return refused(wrong('email', 'email-with-space'))
  const parts = text.split('@')
  if (parts.length < 2) return refused(wrong('email', 'email-without-at'))
  if (parts.length > 2) return refused(wrong('email', 'email-more-than-one-at'))
  const [mailbox, host] = parts as [string, string]
  if (mailbox.length > longestLocal) {
    const params = { most: String(longestLocal), length: String(mailbox.length) }
    return refused(wrong('email', 'email-local-too-long', params))
  }
  if (mailbox === '') return refused(wrong('email', 'email-without-at'))
  if (!local.test(mailbox)) {
    const letter = [...mailbox].find(one => !local.test(one)) ?? ''
    return refused(wrong('email', 'email-local-letter', { letter }))
  }
  const asciiHost = domainLetters.test(host) ? domainToASCII(host) : ''
  // The parser makes numbers out of what looks like an IPv4 address; no mail goes there.
  if (!domain.test(asciiHost) || /(?:^|\.)\d+$/.test(asciiHost))
    return refused(wrong('email', 'email-domain', { domain: host }))
  const ascii = `${mailbox}@${asciiHost}`
  if (ascii.length > longest)
    return refused(wrong('email', 'too-long', { most: String(longest), length: String(ascii.length) }))
  const shownHost = domainToUnicode(asciiHost)
  return {
    kept: { shown: `${mailbox}@${shownHost}`, ascii },
    findings: [...findSlips(mailbox, shownHost, kind), ...findOtherScripts('email', shownHost)],
  }
}

const takesNoMail = /^(?:no-?reply|do-?not-?reply|donotreply|nicht-antworten|bounces?|mailer-daemon)$/i
const ofARole =
  /^(?:info|kontakt|contact|mail|e?mail|post|office|buero|hallo|hello|team|service|kundenservice|support|help|hilfe|helpdesk|sales|vertrieb|verkauf|verkoop|shop|order|orders|bestellung|bestellungen|rechnung|rechnungen|buchhaltung|invoice|invoices|billing|accounts|accounting|factuur|facturen|facturatie|boekhouding|administratie|admin|administrator|root|it|edv|technik|webmaster|hostmaster|postmaster|abuse|security|datenschutz|privacy|jobs|bewerbung|presse|press|marketing|newsletter|klantenservice)$/i

function findSlips(mailbox: string, host: string, kind: Draft['kind']): Finding[] {
  const found: Finding[] = []
  // A dot there must be quoted (RFC 5321 §4.1.2); some houses give such mailboxes all the same.
  if (/^\.|\.$|\.\./.test(mailbox)) found.push(unusual('email', 'email-local-dots'))
  if (takesNoMail.test(mailbox)) found.push(unusual('email', 'email-takes-no-mail'))
  else if (kind === 'person' && ofARole.test(mailbox))
    found.push(unusual('email', 'email-of-a-role', { mailbox }))
  if (!host.includes('.')) found.push(unusual('email', 'email-domain-without-dot', { domain: host }))
  const meant = meantDomain(host.toLowerCase())
  if (meant !== undefined) found.push(unusual('email', 'email-domain-typo', { domain: host, meant }))
  return found
}

/** Where many people have a mailbox. */
const wellKnown = [
  ...[
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'outlook.de',
    'hotmail.com',
    'hotmail.de',
    'hotmail.nl',
    'live.nl',
  ],
  ...[
    'yahoo.com',
    'yahoo.de',
    'icloud.com',
    'gmx.de',
    'gmx.net',
    'gmx.at',
    'gmx.ch',
    'web.de',
    't-online.de',
  ],
  ...[
    'freenet.de',
    'posteo.de',
    'mailbox.org',
    'proton.me',
    'ziggo.nl',
    'kpnmail.nl',
    'xs4all.nl',
    'bluewin.ch',
    'aon.at',
  ],
]

/** A well-known domain that is one slip away; short ones have too many honest neighbours. */
function meantDomain(host: string): string | undefined {
  if (wellKnown.includes(host) || host.length < 8) return undefined
  return wellKnown.find(known => known.length >= 8 && isOneSlipAway(host, known))
}

/** One letter more, less or another, or two swapped (Damerau). */
function isOneSlipAway(a: string, b: string): boolean {
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const [restA, restB] = [a.slice(from), b.slice(from)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}
