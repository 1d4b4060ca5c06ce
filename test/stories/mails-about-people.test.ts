// What people are told about themselves, what they can do without, and who is told beside the owner.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { membersDoor } from '#server/access/account.ts'
import { record } from '#server/access/record.ts'
import { remindOwners } from '#server/doors/service-switch/remind.ts'
import { accountsWithNews, tellPeople } from '#server/doors/service-switch/tell-people.ts'
import type { PeopleNews, Reader } from '#server/people/mail/news.ts'
import { tellPerson } from '#server/people/mail/tell-person.ts'
import { listMails } from '#server/plumbing/mail/list-mails.ts'
import { openTransport, type Transport } from '#server/plumbing/mail/open-transport.ts'
import { codePlace } from '#server/plumbing/mail/queue-mail.ts'
import { sendDueMails } from '#server/plumbing/mail/send-mails.ts'
import { type Client, day, hour, monday, startTestDesk, type TestDesk } from '../desk.ts'
import { enterShop } from '../gate.ts'
import { headerOf, type Received, UnkindServer } from '../unkind-server.ts'

const origin = 'https://desk.example'
const house = { origin, provider: 'Shopwerk', zone: 'Europe/Berlin' }
const olgaAsReader: Reader = { address: 'olga@kaffeerad.example', language: 'de', name: 'Olga Ostermann' }
const code = `${'aBcD'.repeat(10)}xYz`
const from = { network: '203.0.113.7', device: 'Firefox' }

const smtp = new UnkindServer()
let desk: TestDesk
let transport: Transport
let account: string
let shop: string
let olga: Client

type Mail = {
  kind: string
  to_address: string
  plain: string
  html: string
  thread: string
  code: string | null
}
const mails = () => desk.sql<Mail>('select * from plumbing.mails order by queued_at')
const now = () => new Date(desk.time.now)
const tellOlga = (news: PeopleNews) =>
  desk.kernel.database.within('', tx => tellPerson(tx, house, olgaAsReader, news, now()))
const send = () => sendDueMails(desk.kernel.database, transport, desk.time.now, () => undefined)

before(async () => {
  desk = await startTestDesk({ origins: { kaffeerad: 'http://kaffeerad.example' } })
  transport = openTransport({ url: await smtp.start(), from: 'Einlass <desk@shopwerk.example>' })
  account = desk.cast.accounts.olga!
  shop = `/accounts/${account}/shops/${desk.cast.shops.kaffeerad!.id}/service-access`
})
after(async () => {
  transport.close()
  await smtp.stop()
  await desk.close()
})

let weeks = 0
beforeEach(async () => {
  desk.time.now = monday + weeks++ * 7 * day
  olga = await desk.as('olga')
  await olga.post(`${shop}/ending`, {})
  await tell()
  await desk.sql('delete from plumbing.mails')
  smtp.received.length = 0
})

describe('a letter about somebody', () => {
  test('carries the code of its link only on its way: the queue keeps it apart and forgets it', async () => {
    await tellOlga({ kind: 'forgot-password', code, expiresAt: new Date(desk.time.now + hour), from })
    const [queued] = await mails()
    assert.doesNotMatch(queued!.plain + queued!.html, new RegExp(code))
    assert.equal(queued!.plain.includes(codePlace), true)
    const [listed] = await listMails(desk.kernel.database, 1)
    assert.ok(
      listed!.plain.includes(`${origin}/new-password#${code}`),
      'the page of the demonstration can be used',
    )

    await send()
    const [{ text }] = smtp.received as [Received]
    assert.ok(readBody(text).includes(`${origin}/new-password#${code}`))
    const [left] = await mails()
    assert.equal(left!.code, null)
    assert.deepEqual(
      await desk.sql(`select 1 from plumbing.mails m where m::text like '%' || $1 || '%'`, [code]),
      [],
    )
  })

  test('says when, from where, and what to do if it was not the reader', async () => {
    await tellOlga({ kind: 'sign-in-changed', what: 'passkey-added', name: 'Telefon', at: now(), from })
    const [{ plain }] = (await mails()) as [Mail]
    for (const said of [
      /Wann: Mo\., .*10:00 Uhr \(MEZ\)/,
      /Aus dem Netz: \u2068203\.0\.113\.7\u2069/,
      /Gerät: \u2068Firefox\u2069/,
      /Name: \u2068Telefon\u2069/,
      /Das waren nicht Sie\?/,
      /https:\/\/desk\.example\/settings\/sign-in\n/,
    ])
      assert.match(plain, said)
  })

  test('is not sent when what it tells did not happen', async () => {
    const undone = desk.kernel.database.within('', async tx => {
      await tellPerson(
        tx,
        house,
        olgaAsReader,
        { kind: 'forgot-password', code, expiresAt: now(), from },
        now(),
      )
      throw new Error('the process died')
    })
    await assert.rejects(undone, /the process died/)
    assert.deepEqual(await mails(), [])
  })

  test('stands with the others of its matter, whoever else it reaches, and apart from other matters', async () => {
    const named = { id: account, name: 'Kaffeerad', zone: 'Europe/Berlin' }
    const transfer = { account: named, from: 'Olga', to: 'Noor', at: now(), readerIs: 'from' } as const
    await tellOlga({ kind: 'forgot-password', code, expiresAt: now(), from })
    await tellOlga({ kind: 'sign-in-changed', what: 'password-set', at: now(), from })
    await tellOlga({ kind: 'invitation-answered', account: named, name: 'Noor', accepted: true })
    await tellOlga({ kind: 'member-left', account: named, name: 'Noor', note: null })
    await tellOlga({ kind: 'transfer-asked', ...transfer })
    await tellOlga({ kind: 'transfer-done', ...transfer })
    const threads = (await mails()).map(mail => mail.thread)
    assert.equal(threads[0], threads[1])
    assert.equal(threads[2], threads[3])
    assert.equal(threads[4], threads[5])
    assert.equal(new Set(threads).size, 3)
    assert.doesNotMatch(threads.join(), /olga|kaffeerad/i)
    await send()
    for (const [at, { text }] of smtp.received.entries()) {
      assert.equal(headerOf(text, 'Auto-Submitted'), 'auto-generated')
      assert.equal(headerOf(text, 'References'), `<${threads[at]}.thread@shopwerk.example>`)
    }
  })
})

describe('the page that shows every mail', () => {
  test('is there in the demonstration only, with the newest first and links that can be used', async () => {
    await using demo = await startTestDesk({ demo: true })
    const write = (what: 'password-set' | 'totp-added') =>
      demo.kernel.database.within('', tx =>
        tellPerson(tx, house, olgaAsReader, { kind: 'sign-in-changed', what, at: now(), from }, now()),
      )
    await write('password-set')
    await write('totp-added')
    await demo.kernel.database.within('', tx =>
      tellPerson(tx, house, olgaAsReader, { kind: 'forgot-password', code, expiresAt: now(), from }, now()),
    )
    const page = await fetch(`${demo.url}/dev/mail`)
    assert.equal(page.status, 200)
    const text = await page.text()
    const newestFirst = ['Neues Passwort', 'Einmalcodes für Ihre Anmeldung', 'Ihr Passwort'].map(subject =>
      text.indexOf(`<strong>${subject}`),
    )
    assert.deepEqual(
      newestFirst,
      newestFirst.toSorted((one, other) => one - other),
    )
    assert.ok(newestFirst[0]! > 0)
    const link = `${origin}/new-password#${code}`
    assert.ok(text.includes(`<a href="${link}" target="_blank">${link}</a>`), 'in the text')
    assert.ok(text.includes(`href=&quot;${link}&quot;`), 'in the mail itself, within its frame')
    assert.match(text, /<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
  })

  test('is no page of any other desk', async () => {
    await tellOlga({ kind: 'forgot-password', code, expiresAt: now(), from })
    const look = async (path: string, cookie?: string) => {
      const page = await fetch(desk.url + path, { headers: cookie === undefined ? {} : { cookie } })
      return { status: page.status, text: await page.text() }
    }
    for (const cookie of [undefined, (await desk.as('dora')).cookie])
      assert.deepEqual(await look('/dev/mail', cookie), await look('/dev/no-such-page', cookie))
  })
})

describe('whoever wants fewer mails', () => {
  const mute = (client: Client, ...muted: string[]) => client.put('/me/notifications', { muted })
  after(async () => void (await mute(olga)))

  test('gets no mail about openings, entries and reminders, and still each about requests and endings', async () => {
    const { status, body } = await mute(
      olga,
      'openings',
      'entries',
      'reminders',
      'endings',
      'requests',
      'sign-in',
    )
    assert.equal(status, 200)
    assert.deepEqual(
      body.topics.map((one: { topic: string; mail: boolean; locked: boolean }) => [
        one.topic,
        one.mail,
        one.locked,
      ]),
      [
        ['requests', true, true],
        ['openings', false, false],
        ['entries', false, false],
        ['reminders', false, false],
        ['endings', true, true],
        ['sign-in', true, true],
      ],
    )
    assert.deepEqual((await olga.get('/me/notifications')).body, body)

    await ask()
    await turnOn(day * 4)
    await moveEnd(day * 3)
    await enter()
    assert.deepEqual(kinds(await tell()), ['request-to-decide → olga'])
    desk.time.pass(2 * day + hour)
    await remindOwners(desk.kernel, origin, desk.time.now)
    assert.deepEqual(kinds(await tell()), [])
    await (await desk.as('olga')).post(`${shop}/ending`, {})
    assert.deepEqual(kinds(await tell()), ['access-ended → olga'])
  })

  test('is told of entries with a change when only openings were silenced: no other mail would tell them', async () => {
    await mute(olga, 'openings')
    await turnOn(day * 4)
    await enter()
    assert.deepEqual(kinds(await tell()), ['first-entry → olga'])
    await enter()
    await turnOn(day * 4, 'read-only')
    assert.deepEqual(kinds(await tell()), ['access-changed → olga'])
  })

  test('cannot choose for anybody else, nor topics that there are not', async () => {
    assert.equal((await mute(olga, 'everything')).status, 400)
    const sam = await desk.as('sam')
    assert.equal(
      (await sam.get('/me/notifications')).body.topics.every((one: { mail: boolean }) => one.mail),
      true,
    )
  })
})

describe('who decides beside the owner', () => {
  let grantId: string
  before(async () => {
    await olga.put('/me/notifications', { muted: [] })
    grantId = await makeDeputy('noor', null)
  })
  after(() => olga.post(`/accounts/${account}/grants/${grantId}/ending`, {}))

  test('is told like the owner, in his language, and why he gets it', async () => {
    await ask()
    const asked = await tell()
    assert.deepEqual(kinds(asked), ['request-to-decide → olga', 'request-to-decide → noor'])
    assert.match(asked[1]!.plain, /omdat u in het account \u2068.*\u2069 bij .* meebeslist/)
    await turnOn(day * 4)
    await enter()
    await olga.post(`${shop}/ending`, {})
    assert.deepEqual(
      kinds(await tell()),
      ['access-opened', 'first-entry', 'access-ended'].flatMap(kind => [`${kind} → olga`, `${kind} → noor`]),
    )
    const facts = await desk.sql<{ person_id: string; data: { to: string } }>(
      `select person_id, data from access.facts where account_id = $1 and kind = 'owner.told' order by seq desc limit 2`,
      [account],
    )
    assert.deepEqual(
      facts.map(fact => [fact.person_id, fact.data.to]),
      [
        [desk.cast.people.noor, 'deputy'],
        [desk.cast.people.olga, 'owner'],
      ],
    )
  })

  test('is told nothing any more once that is over, nor of what he only may see', async () => {
    await olga.post(`/accounts/${account}/grants/${grantId}/ending`, {})
    await makeDeputy('ines', null, ['access.view'])
    await turnOn(day * 4)
    assert.deepEqual(kinds(await tell()), ['access-opened → olga'])
  })

  test('is told when the owner was deactivated, so that nothing goes on in the dark', async () => {
    grantId = await makeDeputy('noor', null)
    await turnOn(day * 4)
    await desk.sql('update people.persons set deactivated_at = now() where id = $1', [desk.cast.people.olga])
    assert.deepEqual(kinds(await tell()), ['access-opened → noor'])
    await desk.sql('update people.persons set deactivated_at = null where id = $1', [desk.cast.people.olga])
  })
})

async function tell(): Promise<Mail[]> {
  const { length } = await mails()
  for (const accountId of await accountsWithNews(desk.kernel))
    await tellPeople(desk.kernel, origin, accountId)
  return (await mails()).slice(length)
}

const kinds = (told: readonly Mail[]) => told.map(mail => `${mail.kind} → ${mail.to_address.split('@')[0]}`)
const local = (in_: number) => ({ local: new Date(desk.time.now + in_).toISOString().slice(0, 16) })

async function turnOn(for_: number, mode = 'full'): Promise<void> {
  const { body } = await olga.get(shop)
  const wish = { until: local(for_), mode, who: { kind: 'team' } }
  const answer = await olga.put(shop, wish, { 'if-match': `"${body.version}"` })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

async function moveEnd(in_: number): Promise<void> {
  const { body } = await olga.get(shop)
  const answer = await olga.put(`${shop}/end`, { until: local(in_) }, { 'if-match': `"${body.version}"` })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

async function ask(): Promise<void> {
  const sam = await desk.as('sam')
  const answer = await sam.post('/provider/requests', {
    shopId: desk.cast.shops.kaffeerad!.id,
    wants: [{ permission: 'shop.view', reason: 'Den Fehler an der Kasse sehen' }],
    until: { preset: 'three-working-days' },
    forWhom: 'team',
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
}

const enter = async () => enterShop(desk, 'kaffeerad', await desk.as('sam'))

function makeDeputy(
  name: 'noor' | 'ines',
  endsAt: number | null,
  permissions: Parameters<typeof openGrant>[1]['permissions'] = [
    'access.view',
    'access.end',
    'access.decide',
  ],
): Promise<string> {
  return record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.olga } }, r =>
    openGrant(
      r,
      {
        accountId: account,
        resourceId: null,
        door: membersDoor,
        subject: { kind: 'person', id: desk.cast.people[name] },
        permissions,
        beginsAt: r.now,
        endsAt,
        reason: null,
        caseNumber: null,
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: true },
    ),
  )
}

/** The text of the first part, as its reader sees it. */
function readBody(text: string): string {
  return text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
