// Nobody waits in the dark: who asked, who decides and whose shop it is gets a mail, each once, whatever crashes.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { confirmEnded } from '#server/access/5-end/confirm-ended.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { liveGrants } from '#server/access/5-end/live-grants.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { remindOwners } from '#server/doors/service-switch/remind.ts'
import { accountsWithNews, tellPeople } from '#server/doors/service-switch/tell-people.ts'
import { renderDevMail } from '#server/http/dev-mail.ts'
import { type Client, day, hour, monday, startTestDesk, type TestDesk } from '../desk.ts'
import { enterShop } from '../gate.ts'

const address = 'https://desk.example'
type Mail = { kind: string; to_address: string; subject: string; plain: string; html: string; thread: string }

let desk: TestDesk
let olga: Client
let sam: Client
let account: string
let shop: string
let read = 0

/** Runs the follower as the desk does, and returns what it queued. */
async function tell(kernel: Kernel = desk.kernel): Promise<Mail[]> {
  for (const accountId of await accountsWithNews(kernel)) await tellPeople(kernel, address, accountId)
  return newMails()
}

async function newMails(): Promise<Mail[]> {
  const mails = await desk.sql<Mail>('select * from plumbing.mails order by queued_at')
  const fresh = mails.slice(read)
  read = mails.length
  return fresh
}

const kinds = (mails: readonly Mail[]) => mails.map(mail => `${mail.kind} → ${mail.to_address.split('@')[0]}`)
/** What the mail says, without the marks that keep names apart. */
const plain = (mail: Mail | undefined) => mail?.plain.replaceAll(/[\u2068\u2069]/g, '') ?? ''

async function turnOn(how: object = {}): Promise<void> {
  const { body } = await olga.get(shop)
  const wish = { until: { local: '2026-11-27T12:00' }, mode: 'full', who: { kind: 'team' }, ...how }
  const answer = await olga.put(shop, wish, { 'if-match': `"${body.version}"` })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

async function askForAccess(): Promise<string> {
  const answer = await sam.post('/provider/requests', {
    shopId: desk.cast.shops.kaffeerad!.id,
    wants: [
      { permission: 'shop.view', reason: 'Den Fehler an der Kasse sehen' },
      { permission: 'shop.operate', reason: 'Die Steuerregel richtigstellen' },
    ],
    until: { preset: 'three-working-days' },
    forWhom: 'team',
    caseNumber: 'T-4711',
    message: 'Es dauert\nwohl nicht lange.',
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

const answerRequest = (id: string, answer: object) =>
  olga.post(`/accounts/${account}/requests/${id}/decision`, answer)
/** Signs in anew: a visit days later is a new sign-in. */
const enter = async () => enterShop(desk, 'kaffeerad', await desk.as('sam'))

async function moveEnd(until: { local: string }): Promise<void> {
  const owner = await desk.as('olga')
  const { body } = await owner.get(shop)
  const answer = await owner.put(`${shop}/end`, { until }, { 'if-match': `"${body.version}"` })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

before(async () => {
  desk = await startTestDesk({ origins: { kaffeerad: 'http://kaffeerad.example' } })
  account = desk.cast.accounts.olga!
  shop = `/accounts/${account}/shops/${desk.cast.shops.kaffeerad!.id}/service-access`
})
after(() => desk.close())

// Each story begins with the door shut, nothing untold, on the Monday after the one before.
let weeks = 0
beforeEach(async () => {
  desk.time.now = monday + weeks++ * 7 * day
  olga = await desk.as('olga')
  sam = await desk.as('sam')
  await olga.post(`${shop}/ending`, {})
  await tell()
})

/** A moment of this story's week, as the owner would type it. */
function local(daysOn: number, time: string): { local: string } {
  return {
    local: `${new Date(monday + ((weeks - 1) * 7 + daysOn) * day).toISOString().slice(0, 10)}T${time}`,
  }
}

describe('a request', () => {
  test('reaches the owner with a reason per right and the page where she answers; the asker hears her answer', async () => {
    const id = await askForAccess()
    const [asked, ...more] = await tell()
    assert.deepEqual(more, [])
    assert.equal(asked!.kind, 'request-to-decide')
    assert.equal(asked!.to_address, 'olga@kaffeerad.example')
    assert.equal(asked!.subject, 'Sam Albers bittet um Zugang zu Kaffeerad')
    for (const said of [
      'Den Fehler an der Kasse sehen',
      'Die Steuerregel richtigstellen',
      'T-4711',
      '> Es dauert\n> wohl nicht lange.',
      'drei Werktage',
      `${address}/accounts/${account}/requests/${id}`,
    ])
      assert.ok(plain(asked).includes(said), said)
    assert.match(plain(asked), /verfällt die Anfrage am Mo\., 30\.11\.2026, 10:00 Uhr \(MEZ\)/)

    await answerRequest(id, { outcome: 'allow', note: 'Gern' })
    const answered = await tell()
    assert.deepEqual(kinds(answered), ['request-decided → sam', 'access-opened → olga'])
    assert.equal(answered[0]!.subject, 'Accepted: access to Kaffeerad')
    assert.match(plain(answered[0]), /Note: Gern/)
    assert.deepEqual(
      new Set([asked!.thread, ...answered.map(mail => mail.thread)]).size,
      1,
      'one matter, one thread',
    )
  })

  test('that was refused or changed says so to the one who asked', async () => {
    await answerRequest(await askForAccess(), { outcome: 'refuse', note: 'Bitte erst anrufen' })
    const refused = await tell()
    assert.deepEqual(
      kinds(refused),
      ['request-decided → sam'],
      'what is answered already needs no question any more',
    )
    assert.match(plain(refused[0]), /Olga Ostermann has refused your request[\s\S]*Note: Bitte erst anrufen/)

    await answerRequest(await askForAccess(), {
      outcome: 'allow',
      mode: 'read-only',
      who: { kind: 'named', people: [desk.cast.people.ines] },
    })
    const changed = await tell()
    assert.deepEqual(kinds(changed), [
      'request-decided → sam',
      'access-opened → olga',
      'opened-for-you → ines',
    ])
    assert.equal(changed[0]!.subject, 'Accepted with changes: access to Kaffeerad')
    assert.match(
      plain(changed[0]),
      /For whom: Ines Kurz[\s\S]*What: Look only[\s\S]*You yourself cannot enter/,
    )
  })

  test('that nobody answers lapses: both sides are told, nothing is open', async () => {
    await askForAccess()
    await tell()
    desk.time.pass(7 * day)
    await desk.round.tend()
    const mails = await tell()
    assert.deepEqual(kinds(mails), ['request-lapsed → olga', 'own-request-lapsed → sam'])
    assert.equal((await (await desk.as('olga')).get(shop)).body.on, false)
  })

  test('that was taken back before anybody was told causes no mail', async () => {
    const id = await askForAccess()
    await sam.post(`/provider/requests/${id}/withdrawal`)
    assert.deepEqual(await tell(), [])
  })
})

describe('switching on', () => {
  test('is confirmed to the owner, with the end in the zone of the account; the team gets no mail', async () => {
    await turnOn({ until: local(4, '12:00'), reason: 'Die Kasse rechnet falsch' })
    const mails = await tell()
    assert.deepEqual(kinds(mails), ['access-opened → olga'])
    assert.match(
      mails[0]!.subject,
      /^Servicezugang zu Kaffeerad eingeschaltet bis Fr\., .*12:00 Uhr \(MEZ\)$/,
    )
    assert.match(plain(mails[0]), /von Olga Ostermann/)
    assert.match(plain(mails[0]), /Was: Ansehen und ändern/)
  })

  test('for named agents invites each of them', async () => {
    const { sam: samId, ines } = desk.cast.people
    await turnOn({
      until: local(4, '12:00'),
      who: { kind: 'named', people: [samId, ines] },
      message: 'Nur den Warenkorb',
    })
    const mails = await tell()
    assert.deepEqual(kinds(mails).sort(), [
      'access-opened → olga',
      'opened-for-you → ines',
      'opened-for-you → sam',
    ])
    const toSam = mails.find(mail => mail.to_address.startsWith('sam'))
    assert.match(plain(toSam), /> Nur den Warenkorb/)
    assert.ok(plain(toSam).includes(`${address}/open`))
  })

  test('under other terms is one change, not an end and a beginning; a moved end says both ends', async () => {
    await turnOn({ until: local(4, '12:00') })
    await tell()
    await turnOn({ until: local(4, '12:00'), mode: 'read-only' })
    assert.deepEqual(kinds(await tell()), ['access-changed → olga'])

    await moveEnd(local(3, '09:00'))
    const moved = await tell()
    assert.deepEqual(kinds(moved), ['access-end-moved → olga'])
    assert.match(plain(moved[0]), /Bisher bis: Fr\..*12:00 Uhr[\s\S]*Jetzt bis: Do\..*09:00 Uhr/)
    await desk.round.tend()
    assert.deepEqual(await tell(), [], 'that the replaced access is proven over is no news')
  })

  test('and off again before anybody was told is said in order, and nothing claims to be open', async () => {
    await turnOn({ until: local(4, '12:00'), who: { kind: 'named', people: [desk.cast.people.sam] } })
    await enter()
    await olga.post(`${shop}/ending`, {})
    const mails = await tell()
    assert.deepEqual(kinds(mails), ['access-opened → olga', 'first-entry → olga', 'access-ended → olga'])
    for (const mail of mails.slice(0, 2)) {
      assert.match(plain(mail), /Inzwischen ist dieser Zugang schon wieder zu/)
      assert.doesNotMatch(plain(mail), /Der Zugang ist offen bis|jederzeit früher beenden/)
    }
  })
})

describe('an entry', () => {
  test('is told at once when it is the first, later ones together and at most once a day', async () => {
    await turnOn({ until: local(4, '12:00') })
    await tell()
    await enter()
    const first = await tell()
    assert.deepEqual(kinds(first), ['first-entry → olga'])
    assert.equal(first[0]!.subject, 'Sam Albers ist in Kaffeerad hineingegangen')

    desk.time.pass(hour)
    await enter()
    desk.time.pass(hour)
    await enter()
    assert.deepEqual(await tell(), [])
    desk.time.pass(22 * hour - 1)
    assert.deepEqual(await tell(), [], 'a day has not passed')
    desk.time.pass(1)
    const digest = await tell()
    assert.deepEqual(kinds(digest), ['entries-digest → olga'])
    assert.match(plain(digest[0]), /2 Zutritte zu Kaffeerad/)
    assert.equal(plain(digest[0]).match(/^- Sam Albers/gm)?.length, 2)

    await enter()
    assert.deepEqual(await tell(), [])
    desk.time.pass(day)
    assert.equal(
      plain((await tell())[0]).match(/^- Sam Albers/gm)?.length,
      1,
      'what was told is not told again',
    )
    desk.time.pass(day)
    assert.deepEqual(await tell(), [], 'nobody came, so there is nothing to tell')
  })

  test('of the same millisecond as the telling is not lost', async () => {
    await turnOn({ until: local(4, '12:00') })
    await enter()
    await tell()
    await enter()
    desk.time.pass(hour)
    await enter()
    desk.time.pass(day)
    const digest = await tell()
    assert.equal(plain(digest[0]).match(/^- Sam Albers/gm)?.length, 2)
  })
})

describe('an end', () => {
  test('is told with everybody who was inside and when, and as ended only because it is proven', async () => {
    await turnOn({ until: local(4, '12:00') })
    await enter()
    await tell()
    desk.time.pass(hour)
    await olga.post(`${shop}/ending`, { note: 'Danke, gelöst' })
    const [ended, ...more] = await tell()
    assert.deepEqual(more, [])
    assert.equal(ended!.subject, 'Servicezugang zu Kaffeerad ist beendet')
    assert.match(
      plain(ended),
      /Geschlossen: .*11:00 Uhr \(MEZ\), von Olga Ostermann[\s\S]*Anmerkung: Danke, gelöst[\s\S]*Bestätigt: /,
    )
    assert.match(
      plain(ended),
      /- Sam Albers: .*10:00 Uhr \(MEZ\) bis .*11:00 Uhr \(MEZ\), beim Schließen abgewiesen/,
    )
    assert.match(plain(ended), /\/receipt$/m)
  })

  test('that came by time was made by nobody', async () => {
    await turnOn({ until: local(0, '12:00') })
    await tell()
    desk.time.pass(3 * hour)
    await desk.round.tend()
    const [ended] = await tell()
    assert.match(plain(ended), /Geschlossen: .*12:00 Uhr \(MEZ\)\nWarum: Die Zeit war um\./)
    assert.match(plain(ended), /Hineingegangen ist über diesen Zugang niemand/)
  })

  test('that is not proven is not called ended; when it is, that is told too', async () => {
    await turnOn({ until: local(4, '12:00') })
    await tell()
    const grants = await desk.kernel.database.within(account, tx => liveGrants(tx, account))
    await record(desk.kernel, { accounts: [account], by: { person: desk.cast.people.dora } }, r =>
      endAccess(r, account, grants, 'revoked', 'Verdacht'),
    )
    assert.deepEqual(await tell(), [], 'the witness gets a moment')
    desk.time.pass(5_000)
    const [closed, ...more] = await tell()
    assert.deepEqual(more, [])
    assert.equal(closed!.subject, 'Servicezugang zu Kaffeerad geschlossen, Bestätigung fehlt noch')
    assert.match(plain(closed), /von Dora Pult/)
    assert.doesNotMatch(plain(closed), /beendet\b.*nachgeprüft|Bestätigt:/)

    await confirmEnded(desk.kernel, desk.probe, account, grants)
    const confirmed = await tell()
    assert.deepEqual(kinds(confirmed), ['ending-confirmed → olga'])
    assert.equal(confirmed[0]!.thread, closed!.thread)
  })

  test('of one agent says through whom the shop is still open', async () => {
    await turnOn({
      until: local(4, '12:00'),
      who: { kind: 'named', people: [desk.cast.people.sam, desk.cast.people.ines] },
    })
    await tell()
    const { body } = await olga.get(shop)
    const ofSam = body.grants.find(
      (grant: { subject: { id: string } }) => grant.subject.id === desk.cast.people.sam,
    )
    const answer = await olga.post(`/accounts/${account}/grants/${ofSam.id}/ending`, {})
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const [ended] = await tell()
    assert.match(plain(ended), /Für wen: Sam Albers\n/)
    assert.match(plain(ended), /Offen bleibt Kaffeerad noch über:\n\n- Ines Kurz, bis Fr\./)
  })
})

describe('a reminder', () => {
  test('of the end comes in its last day, once, by day; an end that moves is reminded of anew', async () => {
    await turnOn({ until: local(3, '23:00') })
    await enter()
    await tell()
    desk.time.now += 2 * day + 12 * hour // Wednesday 22:00, 25 hours before
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0)
    desk.time.pass(hour)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0, 'nobody is woken')
    desk.time.pass(9 * hour)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 1)
    const [reminder] = await newMails()
    assert.match(reminder!.subject, /^Servicezugang zu Kaffeerad endet am Do\., .*23:00 Uhr/)
    assert.match(plain(reminder), /noch 15 Std\./)
    for (let i = 0; i < 3; i++, desk.time.pass(4 * hour))
      assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0)

    await moveEnd(local(6, '20:00'))
    desk.time.pass(2 * day)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0)
    desk.time.pass(14 * hour)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 1)
  })

  test('that nobody came is sent once, when half of the time has passed', async () => {
    await turnOn({ until: local(4, '10:00') })
    await tell()
    desk.time.pass(2 * day - 1)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0)
    desk.time.pass(1)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 1)
    const [unused] = await newMails()
    assert.equal(unused!.subject, 'Servicezugang zu Kaffeerad: bisher war niemand drinnen')
    desk.time.pass(23 * hour)
    assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0)
  })

  test('is not sent of what somebody uses, nor of what was switched on for a day', async () => {
    await turnOn({ until: local(1, '10:00') })
    await enter()
    for (let i = 0; i < 23; i++, desk.time.pass(hour))
      assert.equal(await remindOwners(desk.kernel, address, desk.time.now), 0)
  })

  test('is sent once when two nodes have the same idea', async () => {
    await turnOn({ until: local(4, '10:00') })
    await tell()
    desk.time.pass(2 * day)
    const other = await desk.secondNode()
    const both = await Promise.all(
      [desk.kernel, other.kernel, desk.kernel, other.kernel].map(kernel =>
        remindOwners(kernel, address, desk.time.now),
      ),
    )
    assert.equal(
      both.reduce((a, b) => a + b),
      1,
    )
    assert.equal((await newMails()).length, 1)
  })
})

describe('the follower', () => {
  test('tells nothing twice when it runs on two nodes at once', async () => {
    const other = await desk.secondNode()
    await turnOn({ until: local(4, '12:00') })
    await enter()
    const told = await Promise.all(
      [desk.kernel, other.kernel, desk.kernel, other.kernel].map(kernel =>
        tellPeople(kernel, address, account),
      ),
    )
    assert.equal(
      told.reduce((a, b) => a + b),
      2,
    )
    assert.deepEqual(kinds(await newMails()), ['access-opened → olga', 'first-entry → olga'])
  })

  test('tells nothing twice and forgets nothing when it dies before its commit', async () => {
    await turnOn({ until: local(4, '12:00') })
    const dying: Kernel = {
      ...desk.kernel,
      database: {
        ...desk.kernel.database,
        within: (scope, work) =>
          desk.kernel.database.within(scope, async tx => {
            const done = await work(tx)
            if (scope === account) throw new Error('the process died')
            return done
          }),
      },
    }
    await assert.rejects(tellPeople(dying, address, account), /the process died/)
    assert.deepEqual(await newMails(), [])
    assert.deepEqual(kinds(await tell()), ['access-opened → olga'])
    assert.deepEqual(await tell(), [])
  })

  test('notes in the ledger whom it told, does not tell of that, and comes to rest', async () => {
    await turnOn({ until: local(4, '12:00') })
    await tell()
    const [fact] = await desk.sql<{
      data: { mail: string; mailId: string; to: string }
      person_id: string
      grant_id: string
    }>(`select data, person_id, grant_id from access.facts where account_id = $1 order by seq desc limit 1`, [
      account,
    ])
    const [queued] = await desk.sql<{ id: string }>(
      `select id from plumbing.mails order by queued_at desc limit 1`,
    )
    assert.deepEqual(fact!.data, { mail: 'access-opened', mailId: queued!.id, to: 'owner' })
    assert.equal(fact!.person_id, desk.cast.people.olga)
    assert.ok(fact!.grant_id)
    assert.deepEqual(await accountsWithNews(desk.kernel), [])
    const { body } = await olga.get(`/accounts/${account}/ledger/verification`)
    assert.equal(body.intact, true)
  })

  test('tells a long history in steps, each fact once', async () => {
    await record(desk.kernel, { accounts: [account], by: { rule: 'import' } }, async r => {
      for (let i = 0; i < 2_500; i++) r.fact('policy.changed', {}, { i })
    })
    desk.time.pass(1)
    await turnOn({ until: local(4, '12:00') })
    desk.time.pass(1)
    await record(desk.kernel, { accounts: [account], by: { rule: 'import' } }, async r => {
      for (let i = 0; i < 1_000; i++) r.fact('policy.changed', {}, { i })
    })
    desk.time.pass(1)
    await enter()
    assert.deepEqual(kinds(await tell()), ['access-opened → olga', 'first-entry → olga'])
    assert.deepEqual(await tell(), [])
  })

  test('writes to nobody who was deactivated', async () => {
    await desk.sql('update people.persons set deactivated_at = now() where id = $1', [desk.cast.people.ines])
    await turnOn({ until: local(4, '12:00') })
    await desk.sql('update people.persons set deactivated_at = now() where id = $1', [desk.cast.people.olga])
    assert.deepEqual(await tell(), [])
    await desk.sql('update people.persons set deactivated_at = null')
  })

  test('carries no name into a header, into HTML or over the sentence it stands in', async () => {
    const name = 'Kaffee\r\nBcc: all@example.org <script>alert(1)</script> \u202Egnp.exe'
    await desk.sql('update access.resources set name = $1 where id = $2', [
      name,
      desk.cast.shops.kaffeerad!.id,
    ])
    await turnOn({ until: local(4, '12:00') })
    const [mail] = await tell()
    await desk.sql(`update access.resources set name = 'Kaffeerad' where id = $1`, [
      desk.cast.shops.kaffeerad!.id,
    ])
    assert.doesNotMatch(mail!.subject, /[\r\n\u202e]/)
    assert.doesNotMatch(mail!.html, /<script/)
    assert.doesNotMatch(mail!.plain + mail!.html, /\u202e/)
    assert.ok(
      mail!.plain.includes('\u2068Kaffee Bcc: all@example.org <script>alert(1)</script> gnp.exe\u2069'),
    )
  })

  test('can be watched on the page of the demonstration, where no mail can run anything', async () => {
    const { text, headers } = await renderDevMail(desk.kernel.database, 'de')
    assert.match(text, /<iframe sandbox="[^"]*" /)
    assert.doesNotMatch(text, /allow-scripts|allow-same-origin|<script/)
    assert.match(headers['Content-Security-Policy']!, /default-src 'none'/)
    assert.match(text, /olga@kaffeerad\.example/)
  })
})
