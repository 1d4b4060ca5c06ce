// What is queued leaves the house, against a mail server that can also be unkind; a real one is a test of its own
// (test/real/opensmtpd.test.ts).
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Database } from '#server/plumbing/database.ts'
import { listMails, readMailHealth } from '#server/plumbing/mail/list-mails.ts'
import { openTransport, type Transport } from '#server/plumbing/mail/open-transport.ts'
import { type Mail, queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { mostTries, sendDueMails, waitAfter } from '#server/plumbing/mail/send-mails.ts'
import { day, hour, monday, startTestDesk, type TestDesk } from '../desk.ts'
import { headerOf as header, type Received, UnkindServer } from '../unkind-server.ts'

const minute = 60_000
const smtp = new UnkindServer()
let desk: TestDesk
let database: Database
let transport: Transport
let said: string[] = []
let now = monday

before(async () => {
  desk = await startTestDesk()
  database = desk.kernel.database
  transport = openTransport({ url: await smtp.start(), from: 'Einlass <desk@shopwerk.example>' })
})
after(async () => {
  transport.close()
  await smtp.stop()
  await desk.close()
})
beforeEach(async () => {
  await desk.sql('delete from plumbing.mails')
  smtp.manners = {}
  smtp.received.length = 0
  smtp.seen.length = 0
  said = []
  now = monday
})

const mail: Mail = {
  kind: 'access-opened',
  to: 'olga@kaffeerad.example',
  language: 'de',
  subject: 'Servicezugang zu Rösterei eingeschaltet',
  plain: 'Guten Tag\n',
  html: '<p>Guten Tag</p>',
  thread: '01890000-0000-7000-8000-000000000001',
}
const queue = (...mails: Partial<Mail>[]) =>
  database.within('', async tx => {
    const ids: string[] = []
    for (const one of mails) ids.push(await queueMail(tx, { ...mail, ...one }, new Date(now)))
    return ids
  })
const send = (through: Transport = transport, with_: Database = database) =>
  sendDueMails(with_, through, now, sentence => said.push(sentence))

test('a mail goes out once, as text and HTML, and says that a machine wrote it', async () => {
  const [id] = await queue({})
  assert.deepEqual(await send(), { sent: 1, failed: 0 })
  assert.deepEqual(await send(), { sent: 0, failed: 0 })
  const [{ text, from, to }] = smtp.received as [Received]
  assert.equal(from, '<desk@shopwerk.example>')
  assert.deepEqual(to, ['<olga@kaffeerad.example>'])
  assert.equal(header(text, 'Auto-Submitted'), 'auto-generated')
  assert.equal(header(text, 'Message-ID'), `<${id}@shopwerk.example>`)
  assert.equal(header(text, 'References'), `<${mail.thread}.thread@shopwerk.example>`)
  assert.equal(header(text, 'In-Reply-To'), header(text, 'References'))
  assert.match(header(text, 'Content-Type')!, /^multipart\/alternative/)
  assert.ok(text.indexOf('text/plain') < text.indexOf('text/html'))
  assert.doesNotMatch(text, /^(List-|X-Mailer|Bcc)/im)
  const [listed] = await listMails(database, 1)
  assert.ok(listed!.sentAt)
})

test('mails of the same millisecond go out in the order in which they were queued', async () => {
  await queue(...Array.from({ length: 12 }, (_, at) => ({ subject: `mail ${at}` })))
  assert.deepEqual(await send(), { sent: 12, failed: 0 })
  assert.deepEqual(
    smtp.received.map(one => header(one.text, 'Subject')),
    Array.from({ length: 12 }, (_, at) => `mail ${at}`),
  )
})

test('a break in a subject begins no header, and a comma in an address is no second recipient', async () => {
  await queue({ subject: 'Hello\r\nBcc: all@example.org', to: 'one,two@example.org' })
  await send()
  for (const one of smtp.seen) {
    assert.equal(one.to.length, 1)
    assert.equal(header(one.text, 'Bcc'), undefined)
    assert.equal(header(one.text, 'Subject'), 'Hello Bcc: all@example.org')
  }
  assert.equal(smtp.seen.length, 1)
})

test('a server that is busy gets it again after a minute, under the same Message-ID', async () => {
  await queue({})
  smtp.manners = { data: '451 come back later' }
  assert.deepEqual(await send(), { sent: 0, failed: 1 })
  assert.match((await readMailHealth(database)).error!, /come back later/)
  smtp.manners = {}
  now += minute - 1_000
  assert.deepEqual(await send(), { sent: 0, failed: 0 })
  now += 2_000
  assert.deepEqual(await send(), { sent: 1, failed: 0 })
  assert.equal(new Set(smtp.seen.map(one => header(one.text, 'Message-ID'))).size, 1)
  assert.deepEqual(await readMailHealth(database), {
    queued: 0,
    oldestQueuedAt: null,
    givenUp: 0,
    error: null,
  })
})

test('a server that hangs up after the text may have taken it: it gets it again, under the same Message-ID', async () => {
  await queue({})
  smtp.manners = { data: 'close' }
  assert.deepEqual(await send(), { sent: 0, failed: 1 })
  smtp.manners = {}
  now += 2 * minute
  assert.deepEqual(await send(), { sent: 1, failed: 0 })
  assert.equal(smtp.seen.length, 2)
  assert.equal(header(smtp.seen[0]!.text, 'Message-ID'), header(smtp.seen[1]!.text, 'Message-ID'))
})

test('a mail that nobody takes is given up after three days of trying, aloud, and its error is kept', async () => {
  await queue({})
  smtp.manners = { rcpt: '550 no such mailbox' }
  let tries = 0
  for (; tries < 100; tries++) {
    const { failed } = await send()
    if (failed === 0) break
    now += waitAfter(tries + 1) + 1_000
  }
  assert.equal(tries, mostTries)
  const [listed] = await listMails(database, 1)
  assert.match(listed!.error!, /no such mailbox/)
  assert.ok(listed!.givenUpAt!.getTime() - monday >= 3 * day)
  assert.equal(said.length, 1)
  assert.deepEqual(await readMailHealth(database), {
    queued: 0,
    oldestQueuedAt: null,
    givenUp: 1,
    error: null,
  })
})

test('the waits grow from one minute to six hours', () => {
  assert.deepEqual([1, 2, 3, 9, 10, 20].map(waitAfter), [
    minute,
    2 * minute,
    4 * minute,
    256 * minute,
    6 * hour,
    6 * hour,
  ])
})

test('without a mail server nothing is tried, nothing is given up, and it can be seen', async () => {
  await queue({})
  const queuedAt = new Date(now)
  now += 30 * day
  assert.deepEqual(await sendDueMails(database, undefined, now, sentence => said.push(sentence)), {
    sent: 0,
    failed: 0,
  })
  assert.deepEqual(await readMailHealth(database), {
    queued: 1,
    oldestQueuedAt: queuedAt,
    givenUp: 0,
    error: null,
  })
  assert.deepEqual(await send(), { sent: 1, failed: 0 })
})

test('two nodes that send at once send each mail once', async () => {
  await queue(...Array.from({ length: 30 }, (_, at) => ({ subject: `mail ${at}` })))
  const other = await desk.secondNode()
  const both = await Promise.all([
    send(),
    send(transport, other.kernel.database),
    send(),
    send(transport, other.kernel.database),
  ])
  assert.equal(
    both.reduce((sum, one) => sum + one.sent, 0),
    30,
  )
  assert.equal(new Set(smtp.received.map(one => header(one.text, 'Message-ID'))).size, 30)
  assert.equal(smtp.received.length, 30)
})

test('what a node took and did not send before it died is sent by another one, later', async () => {
  await queue({})
  let calls = 0
  const dying: Database = {
    ...database,
    within: (scope, work) =>
      ++calls > 1 ? Promise.reject(new Error('the process died')) : database.within(scope, work),
  }
  const swallowing: Transport = { send: () => Promise.reject(new Error('no line')), close: () => undefined }
  await assert.rejects(send(swallowing, dying), /the process died/)
  assert.deepEqual(await send(), { sent: 0, failed: 0 }, 'it may still be on its way')
  now += 15 * minute
  assert.deepEqual(await send(), { sent: 1, failed: 0 })
})

test('no lock is held while the mail server is talked to', async () => {
  await queue({})
  let locked: unknown[] = ['not asked']
  const slow: Transport = {
    async send() {
      locked = await desk.sql(
        `select 1 from pg_locks l join pg_class c on c.oid = l.relation where l.database = (select oid from pg_database where datname = current_database()) and c.relname = 'mails' and l.mode <> 'AccessShareLock'`,
      )
    },
    close: () => undefined,
  }
  await send(slow)
  assert.deepEqual(locked, [])
})
