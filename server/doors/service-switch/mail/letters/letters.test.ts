import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EndingCause } from '#server/access/5-end/end-access.ts'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import type { Letter } from '#server/plumbing/mail/letter.ts'
import { accessEnded, type EndingTold, endingConfirmed } from './endings.ts'
import { entriesDigest, firstEntry } from './entries.ts'
import { accessChanged, accessOpened, endMoved, openedForYou } from './openings.ts'
import type { EntriesTold, Terms } from './pieces.ts'
import { endsSoon, neverUsed } from './reminders.ts'
import {
  ownRequestLapsed,
  type RequestTold,
  requestDecided,
  requestLapsed,
  requestToDecide,
} from './requests.ts'
import { type House, type Reader, type Wording, wordingFor } from './wording.ts'

const origin = 'https://desk.example'
const at = (text: string) => new Date(`${text}Z`)
const now = at('2026-11-25T09:00')

/** Names that try to be more than names: a header, markup, a placeholder, a turn of the writing direction. */
const nasty = `Eve\r\nBcc: all@example.org <script>alert(1)</script> "&' {{person}} \u202egnp.exe \u2029x`
const nice = 'שלום קפה'

type Names = { person: string; shop: string; text: string }

function lettersFor(w: Wording, { person, shop: shopName, text }: Names): Record<string, Letter> {
  const shop = { id: '01890000-0000-7000-8000-000000000001', name: shopName }
  const grantIds = ['01890000-0000-7000-8000-000000000002']
  const terms: Terms = {
    shop,
    mode: 'full',
    subjects: { team: 'Support' },
    until: at('2026-11-26T17:00'),
    openedAt: at('2026-11-23T09:00'),
    openedBy: { name: person },
    reason: text,
    caseNumber: 'T-4711',
  }
  const request: RequestTold = {
    id: '01890000-0000-7000-8000-000000000003',
    shop,
    person,
    subjects: { people: [person, 'Ines Kurz'] },
    wants: [
      { permission: 'shop.view', reason: text },
      { permission: 'shop.operate', reason: 'why' },
    ],
    howLong: { preset: 'three-working-days' },
    caseNumber: null,
    message: `${text}\nsecond line`,
    lapsesAt: at('2026-11-30T09:00'),
  }
  const entry = {
    person,
    openedAt: at('2026-11-24T08:00'),
    closedAt: null,
    isCut: false,
    network: '203.0.113.7',
  }
  const entries: EntriesTold = {
    listed: [entry, { ...entry, closedAt: now, isCut: true, network: null }, { ...entry, closedAt: now }],
    more: 2,
  }
  const ending: EndingTold = {
    shop,
    grantIds,
    subjects: { people: [person] },
    cause: 'revoked',
    by: { name: person },
    at: now,
    note: text,
    confirmedAt: now,
    opened: { at: at('2026-11-23T09:00'), by: { name: person } },
    entries,
    stillOpen: [
      { subject: person, until: at('2026-11-27T09:00') },
      { subject: 'Dora', until: null },
    ],
  }
  const nobody: EntriesTold = { listed: [], more: 0 }
  const answer = { request, by: { name: person }, note: text }
  const causes: EndingCause[] = [
    'expired',
    'revoked',
    'returned',
    'replaced',
    'emergency',
    'person-deactivated',
    'giver-deactivated',
    'parent-ended',
    'account-closed',
    'resource-removed',
    'suspended',
  ]
  return {
    'request-to-decide': requestToDecide(w, request),
    'request-to-decide, until an instant': requestToDecide(w, {
      ...request,
      howLong: { until: now },
      message: null,
    }),
    'request-lapsed': requestLapsed(w, request),
    'access-opened': accessOpened(w, terms, false),
    'access-opened, over': accessOpened(
      w,
      { ...terms, mode: 'read-only', reason: null, caseNumber: null },
      true,
    ),
    'access-changed': accessChanged(w, terms, entries, false),
    'access-changed, over': accessChanged(w, terms, nobody, true),
    'access-end-moved': endMoved(w, {
      shop,
      subjects: terms.subjects,
      from: now,
      to: terms.until,
      at: now,
      by: { rule: 'command line' },
      isOver: true,
    }),
    'first-entry': firstEntry(w, shop, entry, entries, terms.until, false),
    'first-entry, over': firstEntry(w, shop, { ...entry, network: null }, nobody, terms.until, true),
    'entries-digest': entriesDigest(w, shop, entries, terms.until),
    'entries-digest, one': entriesDigest(w, shop, { listed: [entry], more: 0 }, terms.until),
    ...Object.fromEntries(
      causes.map(cause => [
        `access-ended, ${cause}`,
        accessEnded(w, { ...ending, cause, grantIds: [...grantIds, ...grantIds] }),
      ]),
    ),
    'access-ended, not proven': accessEnded(w, {
      ...ending,
      confirmedAt: null,
      by: { rule: 'clock' },
      note: null,
      entries: nobody,
      stillOpen: [],
    }),
    'ending-confirmed': endingConfirmed(w, { ...ending, confirmedAt: now }),
    'ends-soon': endsSoon(w, terms, entries, now),
    'ends-soon, unused': endsSoon(w, terms, undefined, now),
    'never-used': neverUsed(w, terms),
    'request-decided, refused': requestDecided(w, { ...answer, outcome: 'refuse' }),
    'request-decided, accepted': requestDecided(w, {
      ...answer,
      outcome: 'allow',
      isChanged: false,
      terms,
      isForReader: true,
      isOver: false,
    }),
    'request-decided, changed': requestDecided(w, {
      ...answer,
      note: null,
      outcome: 'allow',
      isChanged: true,
      terms,
      isForReader: false,
      isOver: true,
    }),
    'own-request-lapsed': ownRequestLapsed(w, request),
    'opened-for-you': openedForYou(w, terms, `${text}\nsecond line`),
    'opened-for-you, without a message': openedForYou(w, terms, null),
  }
}

function wordingIn(language: Reader['language'], names: Names, as: Reader['as'] = 'owner'): Wording {
  const house: House = {
    origin,
    provider: names.text,
    account: {
      id: '01890000-0000-7000-8000-000000000004',
      name: names.text,
      zone: 'Europe/Berlin',
      region: 'DE-BE',
    },
  }
  return wordingFor(house, {
    id: '01890000-0000-7000-8000-000000000005',
    name: names.person,
    address: 'olga@example.org',
    language,
    as,
  })
}

/** The words a reader of the HTML part sees, without what keeps names apart. */
function readHtml(html: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, sign: string) => signs[sign]!)
    .replaceAll(/\s+/g, '')
}

for (const language of ['de', 'en', 'nl'] as const) {
  describe(`every mail in ${language}`, () => {
    const plainNames = { person: 'Sam Albers', shop: 'Kaffeerad', text: 'Rösterei am Kanal' }
    const letters = lettersFor(wordingIn(language, plainNames), plainNames)

    const mails = Object.entries(letters).map(([name, letter]) => [name, frameMail(letter)] as const)

    test('fills every place and leaves nothing undefined', () => {
      for (const [name, mail] of mails) {
        for (const part of [mail.subject, mail.plain, mail.html.replace(/<style>.*?<\/style>/s, '')])
          assert.doesNotMatch(part, /\{\{|\}\}|undefined|null|NaN|Invalid|\[object/, name)
        assert.ok(mail.subject.length > 10, name)
      }
    })

    test('says the same in both parts', () => {
      for (const [name, mail] of mails) {
        const seen = readHtml(mail.html)
        const lines = mail.plain
          .replaceAll(/[\u2066-\u2069]/g, '')
          .split('\n')
          .map(line => line.replace(/^(- |> |-- $)/, ''))
        for (const line of lines) {
          const [, term, value] = /^([^:]{1,30}): (.+)$/.exec(line) ?? []
          const isFact = seen.includes(`${term}${value}`.replaceAll(/\s+/g, ''))
          assert.ok(
            isFact || seen.includes(line.replace(/:$/, '').replaceAll(/\s+/g, '')),
            `${name}: ${line}`,
          )
        }
      }
    })

    test('leads only to one page of the desk, and loads nothing', () => {
      for (const [name, mail] of mails) {
        const links = [...mail.html.matchAll(/(?:href|src|url)\s*[=(]\s*"?([^")\s>]+)/g)].map(
          match => match[1]!,
        )
        assert.equal(links.length, 1, name)
        assert.ok(links[0]!.startsWith(`${origin}/`), name)
        assert.ok(mail.plain.includes(links[0]!), name)
      }
    })

    test('repeats names as text, whatever they contain', () => {
      const nastyNames = { person: nasty, shop: nasty, text: nasty }
      for (const [name, letter] of Object.entries(lettersFor(wordingIn(language, nastyNames), nastyNames))) {
        const mail = frameMail(letter)
        assert.doesNotMatch(mail.subject, /[\r\n\u2028\u2029\u202a-\u202e]/, name)
        assert.ok(mail.subject.length <= 300, name)
        assert.doesNotMatch(mail.html, /<script|<\/script/, name)
        assert.doesNotMatch(mail.plain + mail.html, /[\u2028\u2029\u202a-\u202e]/, name)
        assert.doesNotMatch(mail.plain, /^Bcc:/m, name)
        assert.equal(mail.plain.split('\u2068').length, mail.plain.split('\u2069').length, name)
      }
    })

    test('keeps names that are written from right to left apart from the sentence', () => {
      const rightToLeft = { person: nice, shop: nice, text: nice }
      const mail = frameMail(lettersFor(wordingIn(language, rightToLeft), rightToLeft)['access-opened']!)
      assert.ok(mail.subject.includes(`\u2068${nice}\u2069`))
      assert.ok(mail.plain.includes(`\u2068${nice}\u2069`))
      assert.ok(mail.html.includes(`<bdi>${nice}</bdi>`))
    })

    test('tells the reader why he gets it', () => {
      const toAgent = frameMail(
        lettersFor(wordingIn(language, plainNames, 'agent'), plainNames)['opened-for-you']!,
      )
      const toOwner = frameMail(
        lettersFor(wordingIn(language, plainNames, 'owner'), plainNames)['opened-for-you']!,
      )
      assert.notEqual(toAgent.plain.split('-- \n')[1], toOwner.plain.split('-- \n')[1])
    })
  })
}

test('no subject is the same in two languages', () => {
  const names = { person: 'Sam', shop: 'Kaffeerad', text: 'x' }
  const subjects = (language: Reader['language']) =>
    Object.values(lettersFor(wordingIn(language, names), names)).map(letter => letter.subject[0])
  const [de, en, nl] = [subjects('de'), subjects('en'), subjects('nl')]
  for (const [at, subject] of de!.entries())
    assert.equal(new Set([subject, en![at], nl![at]]).size, 3, subject)
})

test('only what is proven is called ended', () => {
  const names = { person: 'Sam', shop: 'Kaffeerad', text: 'x' }
  const letters = lettersFor(wordingIn('en', names), names)
  assert.match(frameMail(letters['access-ended, revoked']!).subject, /has ended/)
  const unproven = frameMail(letters['access-ended, not proven']!)
  assert.doesNotMatch(unproven.subject + unproven.plain, /has ended|has been checked|Confirmed:/)
  assert.match(unproven.plain, /not confirmed yet/)
})

test('times are those of the account, with the zone named', () => {
  const names = { person: 'Sam', shop: 'Kaffeerad', text: 'x' }
  assert.match(
    frameMail(lettersFor(wordingIn('nl', names), names)['access-opened']!).subject,
    /do 26 nov 2026, 18:00 uur \(CET\)$/,
  )
})
