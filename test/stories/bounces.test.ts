// Mails that do not arrive: what mail servers send back (RFC 3464) finds its mail and nothing else, and while the mail
// server is away everything waits in its order.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '#server/plumbing/database.ts'
import { listMails, readMailHealth } from '#server/plumbing/mail/list-mails.ts'
import { markBounced } from '#server/plumbing/mail/mark-bounced.ts'
import { openTransport, type Transport } from '#server/plumbing/mail/open-transport.ts'
import { queueMail } from '#server/plumbing/mail/queue-mail.ts'
import { readBeginning, readBounce } from '#server/plumbing/mail/read-bounce.ts'
import { mostTries, sendDueMails } from '#server/plumbing/mail/send-mails.ts'
import { hour, monday, startTestDesk, type TestDesk } from '../desk.ts'
import { headerOf, UnkindServer } from '../unkind-server.ts'

const minute = 60_000
const smtp = new UnkindServer()
let desk: TestDesk
let database: Database
let transport: Transport
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
  smtp.received.length = 0
  now = monday
})

const queue = (subject = 'Servicezugang') =>
  database.within('', tx =>
    queueMail(
      tx,
      {
        kind: 'access-opened',
        to: 'olga@kaffeerad.example',
        language: 'de',
        subject,
        plain: 'Guten Tag\n',
        html: '<p>Guten Tag</p>',
        thread: 'x',
      },
      new Date(now),
    ),
  )
const send = () => sendDueMails(database, transport, now, () => undefined)
const newest = async () => (await listMails(database, 1))[0]!

/** A report as Postfix writes it. */
const report = (id: string, { action = 'failed', host = 'shopwerk.example', more = '' } = {}) =>
  `Return-Path: <>
Received: by mx.shopwerk.example (Postfix)
\tid 1B7FF2404E; Mon, 23 Nov 2026 10:00:02 +0100 (CET)
Date: Mon, 23 Nov 2026 10:00:02 +0100 (CET)
From: MAILER-DAEMON@mx.shopwerk.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: desk@shopwerk.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="1B7FF2404E.1795424402/mx.shopwerk.example"
Message-Id: <20261123090002.2D8D22404F@mx.shopwerk.example>

This is a MIME-encapsulated message.

--1B7FF2404E.1795424402/mx.shopwerk.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

<olga@kaffeerad.example>: host mx.kaffeerad.example said: 550 5.1.1 no such user

--1B7FF2404E.1795424402/mx.shopwerk.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shopwerk.example
X-Postfix-Queue-ID: 1B7FF2404E
Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0100 (CET)

Final-Recipient: rfc822; olga@kaffeerad.example
Original-Recipient: rfc822;olga@kaffeerad.example
Action: ${action}
Status: 5.1.1
Remote-MTA: dns; mx.kaffeerad.example
Diagnostic-Code: smtp; 550 5.1.1 <olga@kaffeerad.example>: Recipient address
    rejected: User unknown${more}

--1B7FF2404E.1795424402/mx.shopwerk.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Received: from desk.example (localhost [127.0.0.1])
\tby mx.shopwerk.example (Postfix) with ESMTP id 1B7FF2404E
From: Einlass <desk@shopwerk.example>
To: olga@kaffeerad.example
Subject: Servicezugang
Message-ID:
 <${id}@${host}>

--1B7FF2404E.1795424402/mx.shopwerk.example--
`

const id = '01890000-0000-7000-8000-00000000000a'

describe('what a mail server sends back', () => {
  test('names its mail and what went wrong, as Postfix writes it', () => {
    assert.deepEqual(readBounce(report(id)), {
      mailId: id,
      error: '5.1.1 smtp; 550 5.1.1 <olga@kaffeerad.example>: Recipient address rejected: User unknown',
    })
  })

  test('is read with breaks of every kind, behind a line of a mailbox file, and inside of what a filter wrapped', () => {
    const wrapped = `From: filter@shopwerk.example
Content-Type: multipart/mixed; boundary=outer

--outer
${report(id)}
--outer
Content-Type: text/plain

Checked.
--outer--
`
    for (const text of [
      report(id).replaceAll('\n', '\r\n'),
      `From MAILER-DAEMON Mon Nov 23 10:00:02 2026\n${report(id)}`,
      wrapped,
      report(id.toUpperCase()),
      report(id).replace('text/rfc822-headers', 'message/rfc822'),
      report(id).replace('text/rfc822-headers', 'message/global-headers'),
      report(id).replace('--1B7FF2404E.1795424402/mx.shopwerk.example--\n', ''),
    ])
      assert.equal(readBounce(text)?.mailId, id, text.slice(0, 60))
  })

  test('is read when the returned headers are encoded', () => {
    const [, head, returned] = /(Content-Type: text\/rfc822-headers\n).*?\n\n(.*?)\n\n--/s.exec(report(id))!
    const with_ = (encoding: string, body: string) =>
      report(id).replace(
        /Content-Type: text\/rfc822-headers\n.*?\n\n.*?\n\n--/s,
        () => `${head}Content-Transfer-Encoding: ${encoding}\n\n${body}\n\n--`,
      )
    assert.equal(readBounce(with_('base64', Buffer.from(returned!).toString('base64')))?.mailId, id)
    assert.equal(
      readBounce(
        with_(
          'quoted-printable',
          returned!.replaceAll('@', '=40').replace(id, `${id.slice(0, 9)}=\n${id.slice(9)}`),
        ),
      )?.mailId,
      id,
    )
  })

  test('is no failure when it only takes longer, was delivered, or was passed on', () => {
    for (const action of ['delayed', 'delivered', 'relayed', 'expanded', ''])
      assert.equal(readBounce(report(id, { action })), undefined, action)
  })

  test('counts the recipient that failed, among others', () => {
    const more = '\n\nFinal-Recipient: rfc822; second@kaffeerad.example\nAction: failed\nStatus: 5.2.2'
    assert.equal(readBounce(report(id, { action: 'delayed', more }))?.error.startsWith('5.2.2'), true)
  })

  test('that is nothing of the kind is none: an answer, a holiday, a mail that only quotes an id, an empty one', () => {
    for (const text of [
      '',
      'Subject: Re: Servicezugang\n\nDanke!',
      `Subject: Ich bin im Urlaub\nAuto-Submitted: auto-replied\nIn-Reply-To: <${id}@shopwerk.example>\n\nBis bald`,
      `Message-ID: <${id}@shopwerk.example>\n\nAction: failed\nStatus: 5.1.1`,
      report(id).replace('message/delivery-status', 'text/plain'),
      report(id).replace('text/rfc822-headers', 'text/plain'),
      report('01890000-0000-7000-8000'),
      report(`${id}x`),
      report(id, { host: '' }),
    ])
      assert.equal(readBounce(text), undefined, text.slice(0, 60))
  })

  test('says nothing that could leave its line, however it was written', () => {
    const more = `\n\nFinal-Recipient: rfc822; x\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: \u0000\u001b[31m\u202eevil${'x'.repeat(5_000)}`
    const bounce = readBounce(report(id, { action: 'delayed', more }))
    assert.doesNotMatch(bounce!.error, /[\p{Cc}\u202e]/u)
    assert.ok(bounce!.error.length <= 1_000)
  })

  test('cannot break the reader, whatever it holds', () => {
    const pieces = fc.constantFrom(
      '\n',
      '\n\n',
      '\r\n',
      '--',
      '--b',
      '--b--',
      ' ',
      '\t',
      ':',
      ';',
      '=',
      'Content-Type: multipart/report; boundary=b\n',
      'Content-Type: message/delivery-status\n',
      'Content-Type: message/rfc822\n',
      'Action: failed\n',
      `Message-ID: <${id}@x>\n`,
      'boundary',
      '"',
      '<',
      '>',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), parts => {
        const bounce = readBounce(parts.join(''))
        assert.ok(bounce === undefined || bounce.mailId === id)
      }),
    )
  })

  test('costs no more than its length, and is cut at 256 kB', async () => {
    const most = 256 * 1024
    const nasty = [
      'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(5_000),
      `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n'.repeat(60_000)}`,
      `Content-Type: multipart/mixed${';'.repeat(100_000)}${' '.repeat(100_000)}boundary`,
      `A:${'\n '.repeat(100_000)}`,
      ':\n'.repeat(100_000),
      `Content-Transfer-Encoding: quoted-printable\n\n${'=\t'.repeat(100_000)}`,
      `${report(id).replace('Diagnostic-Code: smtp', `Diagnostic-Code: ${';'.repeat(200_000)}`)}`,
    ]
    for (const text of nasty) {
      const before = performance.now()
      readBounce(text.slice(0, most))
      assert.ok(performance.now() - before < 10_000, text.slice(0, 60))
    }
    async function* endless() {
      for (let at = 0; at < 100; at++) yield Buffer.alloc(64 * 1024, 'x')
    }
    assert.equal((await readBeginning(endless())).length, most)
  })
})

describe('a mail that came back', () => {
  test('is given up with what the other server said, and shown to the desk', async () => {
    const mailId = await queue()
    await send()
    now += minute
    assert.equal(await markBounced(database, readBounce(report(mailId))!, new Date(now)), true)
    const mail = await newest()
    assert.match(mail.error!, /5\.1\.1 .*User unknown/)
    assert.equal(mail.bouncedAt!.getTime(), now)
    assert.equal(mail.givenUpAt!.getTime(), now)
    assert.ok(mail.sentAt)
    assert.equal((await readMailHealth(database)).givenUp, 1)
    assert.equal(await markBounced(database, readBounce(report(mailId))!, new Date(now + minute)), false)
    assert.equal((await newest()).bouncedAt!.getTime(), now, 'the first report counts')
    assert.deepEqual(await send(), { sent: 0, failed: 0 })
  })

  test('is not forgotten when the report is faster than our own note that it left', async () => {
    const mailId = await queue()
    const fast: Transport = {
      async send() {
        assert.equal(await markBounced(database, { mailId, error: '5.1.1 unknown' }, new Date(now)), true)
      },
      close: () => undefined,
    }
    await sendDueMails(database, fast, now, () => undefined)
    const mail = await newest()
    assert.deepEqual([mail.error, mail.bouncedAt?.getTime()], ['5.1.1 unknown', now])
  })

  test('must have left before: nobody can stop a mail that waits, or one that there is not', async () => {
    const mailId = await queue()
    for (const one of [mailId, id])
      assert.equal(await markBounced(database, { mailId: one, error: 'x' }, new Date(now)), false)
    assert.equal((await newest()).error, null)
    assert.deepEqual(await send(), { sent: 1, failed: 0 })
  })
})

describe('the command `einlass bounce`', () => {
  const bounce = (input: string, env: Record<string, string | undefined> = {}) =>
    new Promise<{ code: number | null; says: string }>(resolve => {
      const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/main.ts'), 'bounce'], {
        env: {
          PATH: process.env.PATH,
          EINLASS_DATABASE_URL: desk.ownerUrl,
          EINLASS_KEY: Buffer.alloc(32, 1).toString('base64url'),
          ...env,
        },
      })
      let says = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', part => (says += part))
      child.on('close', code => resolve({ code, says }))
      child.stdin.on('error', () => undefined).end(input)
    })

  test('reads a report from its standard input and notes it', async () => {
    const mailId = await queue()
    await send()
    const { code, says } = await bounce(report(mailId))
    assert.equal(code, 0, says)
    assert.match(says, new RegExp(`${mailId} came back: 5\\.1\\.1`))
    assert.match((await newest()).error!, /User unknown/)
  })

  test('changes nothing for anything else, and gives the mail server no reason to answer', async () => {
    await queue()
    await send()
    for (const input of ['', 'Subject: Buy now\n\nhello', report(id), 'x'.repeat(3_000_000)]) {
      const { code, says } = await bounce(input)
      assert.equal(code, 0, says)
      assert.match(says, /Nothing was changed/)
    }
    assert.equal((await newest()).error, null)
  })

  test('asks the mail server to come again when it cannot note it', async () => {
    const { code, says } = await bounce(report(id), {
      EINLASS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    })
    assert.equal(code, 75)
    assert.notEqual(says, '')
  })

  test('never starts a database of its own: a desk that starts at that moment needs it', async () => {
    const { code, says } = await bounce(report(id), {
      EINLASS_DATABASE_URL: undefined,
      EINLASS_DATA: '/nonexistent/einlass',
    })
    assert.equal(code, 75)
    assert.match(says, /No desk is running/)
  })
})

describe('a mail server that is away for an hour', () => {
  const rounds = async (ms: number) => {
    for (const until = now + ms; now < until; now += 5_000) await send()
  }

  test('gets everything once and in order when it is back; meanwhile the desk shows what waits, and why', async () => {
    await smtp.stop()
    const written: string[] = []
    for (let at = 0; at < 12; at++) {
      written.push(`mail ${at}`)
      await queue(`mail ${at}`)
      await rounds(5 * minute)
    }
    assert.equal(now, monday + hour)
    const health = await readMailHealth(database)
    assert.deepEqual([health.queued, health.oldestQueuedAt?.getTime(), health.givenUp], [12, monday, 0])
    assert.match(health.error!, /ECONNREFUSED/)

    await smtp.start()
    await rounds(6 * minute)
    assert.deepEqual(
      smtp.received.map(one => headerOf(one.text, 'Subject')),
      written,
    )
    assert.deepEqual(await readMailHealth(database), {
      queued: 0,
      oldestQueuedAt: null,
      givenUp: 0,
      error: null,
    })
    assert.ok(
      (await listMails(database, 12)).every(mail => mail.tries === 1),
      'its absence cost no mail a try',
    )
  })

  test('is not asked every few seconds, and no mail is given up for it', async () => {
    await smtp.stop()
    await queue()
    let asked = 0
    for (let at = 0; at < 3_000; at++, now += 5_000) asked += (await send()).failed
    await smtp.start()
    assert.ok(asked > mostTries && asked < 70, `${asked} times in ${(now - monday) / hour} hours`)
    const mail = await newest()
    assert.deepEqual([mail.givenUpAt, mail.tries], [null, 0])
    now += 5 * minute
    assert.deepEqual(await send(), { sent: 1, failed: 0 })
  })

  for (const manners of [{ greeting: '554 not for you' }, { auth: '535 5.7.8 not for you' }])
    test(`is one too that lets the desk in no more: ${Object.keys(manners)}`, async () => {
      const locked = openTransport({
        url: (await smtp.start()).replace('//', '//desk:wrong@'),
        from: 'Einlass <desk@shopwerk.example>',
      })
      smtp.manners = manners
      smtp.signIns = 0
      await queue()
      await sendDueMails(database, locked, now, () => undefined)
      smtp.manners = {}
      locked.close()
      const mail = await newest()
      assert.deepEqual([mail.tries, mail.givenUpAt], [0, null])
      assert.match(mail.error!, /not for you/)
      assert.doesNotMatch(mail.error!, /wrong/)
      assert.ok(smtp.signIns <= 1, 'a wrong password is not tried twice')
    })
})
