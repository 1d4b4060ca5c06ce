import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { frameMail } from '#server/plumbing/mail/frame-mail.ts'
import { codePlace } from '#server/plumbing/mail/queue-mail.ts'
import { writeLetter } from './letters.ts'
import type { PeopleNews, Reader } from './news.ts'

const origin = 'https://desk.example'
const at = new Date('2026-11-25T09:00Z')
const later = new Date('2026-11-27T17:00Z')
const accountId = '01890000-0000-7000-8000-000000000004'

/** Names that try to be more than names: a header, markup, a placeholder, a turn of the writing direction. */
const nasty = `Eve\r\nBcc: all@example.org <script>alert(1)</script> "&' {{person}} \u202egnp.exe \u2029x`

/** Every piece of news in every shape it has, with the page that its button leads to. */
function everyNews(name: string): [page: string, news: PeopleNews][] {
  const from = { network: '203.0.113.7', device: name }
  const nowhere = { network: null, device: null }
  const link = { code: 'x'.repeat(43), expiresAt: later }
  const account = { id: accountId, name, zone: 'Europe/Amsterdam' }
  const newPassword = `/new-password#${codePlace}`
  const members = `/accounts/${accountId}/members`
  const people = `/accounts/${accountId}/people`
  const changes = [
    'password-set',
    'passkey-added',
    'passkey-removed',
    'totp-added',
    'totp-removed',
    'recovery-codes-made',
    'recovery-code-used',
    'address-changed',
  ] as const
  const transfer = { account, from: name, to: name, at: later }
  return [
    [newPassword, { kind: 'first-password', ...link, as: { ownerOf: name } }],
    [newPassword, { kind: 'first-password', ...link, as: { inTeam: name } }],
    [newPassword, { kind: 'first-password', ...link, as: null }],
    [newPassword, { kind: 'forgot-password', ...link, from }],
    ...changes.map((what): [string, PeopleNews] => [
      '/settings/sign-in',
      { kind: 'sign-in-changed', what, at, from: nowhere, name },
    ]),
    ['/settings/api-keys', { kind: 'sign-in-changed', what: 'api-key-made', at, from }],
    ['/settings/ssh-keys', { kind: 'sign-in-changed', what: 'ssh-key-added', name, at, from }],
    [`/confirm-address#${codePlace}`, { kind: 'confirm-old-address', ...link, newAddress: name, from }],
    [`/confirm-address#${codePlace}`, { kind: 'confirm-new-address', ...link, oldAddress: name }],
    [
      `/invitation#${codePlace}`,
      { kind: 'invited', ...link, account, by: name, role: 'deputy', until: null },
    ],
    [
      `/invitation#${codePlace}`,
      { kind: 'invited', ...link, account, by: name, role: 'viewer', until: later },
    ],
    [members, { kind: 'invitation-answered', account, name, accepted: true }],
    [members, { kind: 'invitation-answered', account, name, accepted: false }],
    [
      `/invitation#${codePlace}`,
      {
        kind: 'invited-to-rights',
        ...link,
        account,
        by: name,
        permissions: ['domains.view', 'domains.dns'],
        scope: { name, kind: 'group' },
        until: later,
        reason: name,
      },
    ],
    [
      `/invitation#${codePlace}`,
      {
        kind: 'invited-to-rights',
        ...link,
        account,
        by: name,
        permissions: ['domains.view'],
        scope: null,
        until: null,
        reason: null,
      },
    ],
    [people, { kind: 'rights-answered', account, name, accepted: true }],
    [people, { kind: 'rights-answered', account, name, accepted: false }],
    [people, { kind: 'says-not-me', account, name, address: name, isMember: false }],
    [members, { kind: 'new-link-asked', account, name, address: name, isMember: true }],
    [
      people,
      { kind: 'other-address-asked', account, name, address: name, otherName: name, otherAddress: name },
    ],
    [members, { kind: 'member-left', account, name, note: name }],
    [members, { kind: 'member-left', account, name, note: null }],
    [members, { kind: 'transfer-asked', ...transfer, readerIs: 'from' }],
    [members, { kind: 'transfer-asked', ...transfer, readerIs: 'to' }],
    [members, { kind: 'transfer-confirmed', ...transfer, readerIs: 'from' }],
    [members, { kind: 'transfer-confirmed', ...transfer, readerIs: 'to' }],
    [members, { kind: 'transfer-stopped', ...transfer, readerIs: 'from', by: name }],
    [members, { kind: 'transfer-stopped', ...transfer, readerIs: 'to' }],
    ['/', { kind: 'transfer-done', ...transfer, readerIs: 'from' }],
    [`/accounts/${accountId}`, { kind: 'transfer-done', ...transfer, readerIs: 'to' }],
    ['/', { kind: 'account-closed', account, by: name, at, note: name }],
  ]
}

function write(language: Reader['language'], name: string) {
  const reader: Reader = { address: 'olga@example.org', language, name }
  return everyNews(name).map(([page, news]) => ({
    news,
    page: origin + page,
    title: JSON.stringify(news).slice(0, 90),
    mail: frameMail(writeLetter({ origin, provider: name }, reader, news, 'Europe/Berlin', at)),
  }))
}

for (const language of ['de', 'en', 'nl'] as const) {
  describe(`every letter about people in ${language}`, () => {
    test('fills every place, says when and in which zone, and leaves nothing undefined', () => {
      for (const { mail, title } of write(language, 'Kaffeerad')) {
        for (const part of [mail.subject, mail.plain, mail.html.replace(/<style>.*?<\/style>/s, '')])
          assert.doesNotMatch(
            part.replaceAll(codePlace, ''),
            /\{\{|\}\}|undefined|null|NaN|Invalid|\[object/,
            title,
          )
        assert.ok(mail.subject.length > 10, title)
        assert.match(mail.plain, /\((CET|MEZ)\)/, title)
      }
    })

    test('leads to one page of the desk, the right one, and loads nothing', () => {
      for (const { mail, page, title } of write(language, 'Kaffeerad')) {
        const links = [...mail.html.matchAll(/(?:href|src|url)\s*[=(]\s*"?([^")\s>]+)/g)].map(
          match => match[1]!,
        )
        assert.deepEqual(links, [page], title)
        assert.ok(mail.plain.includes(`:\n${page}\n`), title)
      }
    })

    test('repeats names as text, whatever they contain', () => {
      for (const { mail, title } of write(language, nasty)) {
        assert.doesNotMatch(mail.subject, /[\r\n\u2028\u2029\u202a-\u202e]/, title)
        assert.doesNotMatch(mail.html, /<script|<\/script/, title)
        assert.doesNotMatch(mail.plain + mail.html, /[\u2028\u2029\u202a-\u202e]/, title)
        assert.doesNotMatch(mail.plain, /^Bcc:/m, title)
        assert.equal(mail.plain.split('\u2068').length, mail.plain.split('\u2069').length, title)
      }
    })

    test('carries no code of its link: it comes into it when it leaves', () => {
      for (const { mail, title } of write(language, 'Kaffeerad'))
        assert.doesNotMatch(mail.subject + mail.plain + mail.html, /x{20}/, title)
    })

    test('tells apart who hands over and who takes over, and what changed', () => {
      const subjects = write(language, 'Kaffeerad').map(({ mail, news }) => `${news.kind} ${mail.plain}`)
      assert.equal(new Set(subjects).size, subjects.length)
    })
  })
}

test('an instant of an account is said in its zone, everything else in that of the provider', () => {
  const reader: Reader = { address: 'olga@example.org', language: 'en', name: 'Olga' }
  const account = { id: accountId, name: 'Kaffeerad', zone: 'Atlantic/Azores' }
  const say = (news: PeopleNews) =>
    frameMail(writeLetter({ origin, provider: 'Shopwerk' }, reader, news, 'Europe/Helsinki', at)).plain
  const from = { network: null, device: null }
  assert.match(say({ kind: 'sign-in-changed', what: 'totp-added', at, from }), /11:00 \(/)
  assert.match(say({ kind: 'account-closed', account, by: 'Olga', at, note: null }), /08:00 \(/)
})
