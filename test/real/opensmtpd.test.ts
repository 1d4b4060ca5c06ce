// Letters through a real mail server: OpenSMTPD, started for this test with a configuration, a spool and mailboxes of its
// own. Its paths are compiled in, so it runs in a mount namespace in which those folders are empty and belong to it.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PeopleNews } from '#server/people/mail/news.ts'
import { tellPerson } from '#server/people/mail/tell-person.ts'
import { listMails } from '#server/plumbing/mail/list-mails.ts'
import { day, startTestDesk, type TestDesk } from '../desk.ts'
import { enterShop } from '../gate.ts'
import { freePort } from './checkout.ts'

const whyNot = findWhyNot()
if (whyNot && !process.env['CI']) test('letters through OpenSMTPD', { skip: whyNot }, () => undefined)
else describe('letters through OpenSMTPD', () => proveLetters())

function findWhyNot(): string | undefined {
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  const works = (command: string) => spawnSync('sh', ['-c', command], { env, stdio: 'ignore' }).status === 0
  if (!works('command -v smtpd')) return 'OpenSMTPD is not installed'
  return works('unshare --mount true') ? undefined : 'a mount namespace of its own needs root'
}

function proveLetters() {
  const origin = 'https://desk.example'
  const shopName = 'Rösterei „Füchsin“ 🦊'
  const from = 'Einlass für Händler <desk@shopwerk.example>'
  const code = `${'aBcD'.repeat(10)}xYz`
  let desk: TestDesk
  let server: RealServer
  let account: string
  let shop: string
  const olgaAsReader = { address: 'olga@kaffeerad.example', language: 'de', name: 'Olga Ößmann 🦊' } as const

  before(async () => {
    assert.equal(whyNot, undefined)
    server = await startServer()
    desk = await startTestDesk({
      url: origin,
      origins: { kaffeerad: 'http://kaffeerad.example' },
      smtp: { url: `smtp://127.0.0.1:${server.port}`, from },
    })
    account = desk.cast.accounts.olga!
    shop = `/accounts/${account}/shops/${desk.cast.shops.kaffeerad!.id}/service-access`
    await desk.sql('update access.resources set name = $1 where id = $2', [
      shopName,
      desk.cast.shops.kaffeerad!.id,
    ])
  })
  after(async () => {
    await desk?.close()
    await server?.stop()
  })

  const tell = (address: string, news: PeopleNews) =>
    desk.kernel.database.within('', tx =>
      tellPerson(
        tx,
        { origin, provider: 'Shopwerk', zone: 'Europe/Berlin' },
        { ...olgaAsReader, address },
        news,
        new Date(desk.time.now),
      ),
    )
  const forgot = (): PeopleNews => ({
    kind: 'forgot-password',
    code,
    expiresAt: new Date(desk.time.now + day),
    from: { network: '203.0.113.7', device: null },
  })

  test('the life of an access arrives as one thread, readable in every program, and leads only to the desk', async () => {
    const olga = await desk.as('olga')
    const sam = await desk.as('sam')
    const { body } = await olga.get(shop)
    const on = await olga.put(
      shop,
      { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' }, reason: 'Kasse rechnet falsch' },
      { 'if-match': `"${body.version}"` },
    )
    assert.equal(on.status, 200, JSON.stringify(on.body))
    const entry = await enterShop(desk, 'kaffeerad', sam)
    await olga.post(`${shop}/ending`, {})
    await desk.round.tell()

    const listed = (await listMails(desk.kernel.database, 3)).reverse()
    const arrived = await server.receive('olga', 3)
    // Each is delivered by a process of its own, so they may change places at the very end.
    const letters = listed.map(
      ({ id }) => arrived.find(one => one.header('Message-ID') === `<${id}@shopwerk.example>`)!,
    )
    assert.deepEqual(
      letters.map(letter => letter.subject.replaceAll(/[\u2068\u2069]/g, '').replace(/ bis .*/, '')),
      [
        `Servicezugang zu ${shopName} eingeschaltet`,
        `Sam Albers ist in ${shopName} hineingegangen`,
        `Servicezugang zu ${shopName} ist beendet`,
      ],
    )
    const secrets = [
      olga.cookie!.split('=')[1]!,
      sam.cookie!.split('=')[1]!,
      desk.cast.shops.kaffeerad!.gateKey!,
      JSON.stringify(entry),
    ]
    for (const [at, letter] of letters.entries()) {
      const { header, plain, html } = letter
      assert.equal(header('From'), 'Einlass für Händler <desk@shopwerk.example>')
      assert.equal(header('To'), 'olga@kaffeerad.example')
      assert.equal(header('Return-Path'), '<desk@shopwerk.example>')
      assert.equal(header('Auto-Submitted'), 'auto-generated')
      assert.equal(header('Content-Language'), 'de')
      assert.match(header('References')!, /^<[0-9a-f-]{36}\.thread@shopwerk\.example>$/)
      assert.equal(header('References'), letters[0]!.header('References'))
      assert.equal(header('In-Reply-To'), header('References'))
      assert.ok(Number.isFinite(Date.parse(header('Date')!)))
      assert.equal(header('MIME-Version'), '1.0')
      assert.match(header('Content-Type')!, /^multipart\/alternative;/)
      assert.deepEqual(letter.types, ['text/plain; charset=utf-8', 'text/html; charset=utf-8'])
      assert.doesNotMatch(letter.raw, /^(Bcc|X-Mailer|List-\w+):/im)
      assert.doesNotMatch(letter.raw, /[^\x20-\x7e\t\r\n]/, 'seven bits, for every server on the way')
      assert.ok(letter.raw.split('\n').every(line => line.length < 999))
      assert.equal(plain.trim(), listed[at]!.plain.trim(), 'what was written is what arrived')
      assert.equal(html.trim(), listed[at]!.html.trim())
      for (const text of [plain, html]) {
        const links = text.match(/https?:\/\/[^\s"<]+/g)!
        assert.ok(links.length > 0 && links.every(link => link.startsWith(`${origin}/`)), links.join())
        for (const secret of secrets) assert.ok(!text.includes(secret))
      }
    }
  })

  test('a letter about a sign-in arrives with its link, and the desk forgets the link', async () => {
    await tell(olgaAsReader.address, forgot())
    await desk.round.tell()
    const [letter] = await server.receive('olga', 1)
    assert.ok(letter!.plain.includes(`${origin}/new-password#${code}`))
    assert.ok(letter!.html.includes(`href="${origin}/new-password#${code}"`))
    assert.match(letter!.plain, /Guten Tag \u2068Olga Ößmann 🦊\u2069/)
    const [kept] = await listMails(desk.kernel.database, 1)
    assert.ok(!kept!.plain.includes(code) && kept!.sentAt)
  })

  test('a mailbox that the server does not know leaves what it said', async () => {
    await tell('nobody@kaffeerad.example', forgot())
    await desk.round.tell()
    const [mail] = await listMails(desk.kernel.database, 1)
    assert.equal(mail!.sentAt, null)
    assert.match(mail!.error!, /5\d\d .*nobody@kaffeerad\.example/)
    assert.equal(mail!.tries, 1)
    await desk.sql('delete from plumbing.mails where id = $1', [mail!.id])
  })

  test('a mailbox that only the next server does not know sends a report back, and the command notes it', async () => {
    await tell('nobody@far.example', forgot())
    await tell(olgaAsReader.address, forgot())
    await desk.round.tell()
    const [, lost] = await listMails(desk.kernel.database, 2)
    assert.ok(lost!.sentAt, 'the first server took it')
    await server.receive('olga', 1)

    const [report] = await server.receive('desk', 1)
    assert.match(report!.header('From')!, /MAILER-DAEMON/)
    const noted = spawnSync(process.execPath, [join(import.meta.dirname, '../../server/main.ts'), 'bounce'], {
      input: report!.raw,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        EINLASS_DATABASE_URL: desk.ownerUrl,
        EINLASS_KEY: Buffer.alloc(32, 1).toString('base64url'),
      },
    })
    assert.equal(noted.status, 0, noted.stdout + noted.stderr)
    const [arrived, bounced] = await listMails(desk.kernel.database, 2)
    assert.equal(bounced!.id, lost!.id)
    assert.ok(bounced!.bouncedAt && bounced!.givenUpAt)
    assert.match(bounced!.error!, /^5\.\d\.\d .*nobody@far\.example/)
    assert.equal(arrived!.bouncedAt, null)
  })

  test('no letter arrived twice, and none that nobody expected', () =>
    assert.deepEqual(server.leftOver(), []))
}

type Arrived = {
  raw: string
  header(name: string): string | undefined
  subject: string
  plain: string
  html: string
  types: string[]
}
type RealServer = {
  port: number
  /** Waits until so many more have arrived in this mailbox, and takes them out. */
  receive(mailbox: string, count: number): Promise<Arrived[]>
  /** Mailbox of each mail that nobody has received. */
  leftOver(): string[]
  stop(): Promise<void>
}

/** Knows olga@kaffeerad.example and desk@shopwerk.example; what goes to far.example it hands to a second one, which knows nobody there. */
async function startServer(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-opensmtpd-'))
  chmodSync(folder, 0o755)
  const box = join(folder, 'box')
  mkdirSync(box)
  chmodSync(box, 0o777)
  const [port, farPort] = [await freePort(), await freePort()]
  writeFileSync(
    join(folder, 'smtpd.conf'),
    `table mailboxes { "olga@kaffeerad.example" = nobody, "desk@shopwerk.example" = nobody }
listen on 127.0.0.1 port ${port} hostname mx.shopwerk.example tag HERE
listen on 127.0.0.1 port ${farPort} hostname mx.far.example tag FAR
action "mailbox" mda "/bin/sh ${folder}/take %{rcpt.user}" user nobody virtual <mailboxes>
action "far" relay host "smtp://127.0.0.1:${farPort}" helo mx.shopwerk.example
match tag FAR from any for domain "far.example" action "mailbox"
match tag HERE from any for domain "far.example" action "far"
match from any for domain { "kaffeerad.example", "shopwerk.example" } action "mailbox"
`,
  )
  // Under its last name only when all of it is there.
  writeFileSync(
    join(folder, 'take'),
    `file=${box}/$(date +%s%N).$1\ncat > "$file.part" && mv "$file.part" "$file.mail"\n`,
  )
  const script = `mount -t tmpfs none /run && mount -t tmpfs none /var/spool && mkdir -m 711 /var/spool/smtpd && exec smtpd -d -f ${folder}/smtpd.conf`
  const child = spawn('unshare', ['--mount', 'sh', '-c', script], {
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let says = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', part => (says += part))
  const within = async (what: string, isDone: () => boolean | Promise<boolean>) => {
    for (const giveUp = Date.now() + 60_000; !(await isDone()); await sleep(50))
      if (child.exitCode !== null || Date.now() > giveUp) assert.fail(`${what}:\n${says}`)
  }
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  await within('it did not start', () => answers(port)).catch(async error => {
    await stop()
    throw error
  })
  const read = new Set<string>()
  const unread = (mailbox = '') =>
    readdirSync(box)
      .filter(name => name.endsWith(`${mailbox}.mail`) && !read.has(name))
      .sort()
  return {
    port,
    async receive(mailbox, count) {
      await within(
        `${count} mails for ${mailbox} did not arrive`,
        () => unread(`.${mailbox}`).length >= count,
      )
      const names = unread(`.${mailbox}`).slice(0, count)
      for (const name of names) read.add(name)
      return names.map(name => readMail(readFileSync(join(box, name), 'latin1')))
    },
    leftOver: () => unread().map(name => name.split('.')[1]!),
    stop,
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1')
    const say = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.on('data', part => say(String(part).startsWith('220')))
    socket.on('error', () => say(false))
    socket.setTimeout(1_000, () => say(false))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function readMail(raw: string): Arrived {
  const [head, body] = splitHead(raw)
  const header = (name: string) => {
    const value = headerIn(head, name)
    return value === undefined ? undefined : decodeWords(value)
  }
  const boundary = /boundary="([^"]+)"/.exec(headerIn(head, 'Content-Type') ?? '')?.[1]
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map(part => splitHead(part.replace(/^\r?\n/, '')))
    : []
  const [plain, html] = parts.map(([partHead, text]) =>
    decodeBody(text, headerIn(partHead, 'Content-Transfer-Encoding') ?? ''),
  )
  return {
    raw,
    header,
    subject: header('Subject') ?? '',
    plain: plain ?? '',
    html: html ?? '',
    types: parts.map(([partHead]) => headerIn(partHead, 'Content-Type') ?? ''),
  }
}

function splitHead(text: string): [head: string, body: string] {
  const [, head, body] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(text)!
  return [head!, body!]
}

function headerIn(head: string, name: string): string | undefined {
  const found = new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)
  return found?.[1]?.replaceAll(/\r?\n[ \t]+/g, ' ').trim()
}

/** Encoded words (RFC 2047); between two of them the space belongs to neither. */
function decodeWords(value: string): string {
  const word = /=\?utf-8\?([qb])\?([^?]*)\?=/gi
  const bytes = value
    .replaceAll(/(\?=)\s+(?==\?)/g, '$1')
    .replaceAll(word, (_, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : decodeQuoted(text.replaceAll('_', ' ')),
    )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function decodeBody(text: string, encoding: string): string {
  const bytes =
    encoding === 'base64'
      ? Buffer.from(text, 'base64').toString('latin1')
      : decodeQuoted(text.replaceAll(/=\r?\n/g, ''))
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
}

function decodeQuoted(text: string): string {
  return text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
