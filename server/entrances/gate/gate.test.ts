// The gate over a doorkeeper that answers as told: what it does when memory knows, when it does not, and when nobody can
// be asked. Against a real desk: test/attacks/ and test/real/.
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Answer, Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import type { Kernel } from '#server/access/record.ts'
import { hashSecret, newSecret } from '#server/plumbing/ids.ts'
import { deriveKeys, newMarkedSecret } from '#server/plumbing/keys.ts'
import { type Gate, openGate } from './gate.ts'

const keys = deriveKeys(Buffer.alloc(32, 7))
const gateKey = newSecret()
const token = newMarkedSecret(keys.derive('entry'))
const at = Date.UTC(2026, 10, 23, 9)
const yes: Answer = {
  let: 'in',
  account: 'account',
  epoch: 1,
  entry: {
    id: 'entry',
    person: 'sam',
    resource: 'shop',
    entrance: 'gate',
    openedAt: at,
    expiresAt: at + 1e7,
    tokenKey: null,
  },
  permissions: ['shop.view'],
  until: at + 1e7,
}
const place = {
  account: 'account',
  key: { key: '', resource: 'shop', name: 'Shop', origin: 'https://shop.example' },
}
const away = async () => {
  throw new Error('the database does not answer')
}

let memory: { where: boolean; answer: Answer | undefined }
let database: { where: () => Promise<typeof place | undefined>; answer: () => Promise<Answer> }
let asked: string[]
let said: string[]
let now = at
let gate: Gate
let nameOf: () => Promise<string>
let server: Server

before(async () => {
  const isKey = (key: Buffer) => key.equals(hashSecret(gateKey))
  const doorkeeper: Doorkeeper = {
    where: key => (memory.where && isKey(key) ? place : undefined),
    whereSlowly(key) {
      asked.push('where')
      return isKey(key) ? database.where() : Promise.resolve(undefined)
    },
    check: () => memory.answer,
    checkSlowly() {
      asked.push('check')
      return database.answer()
    },
    mayNow: async () => false,
  }
  const kernel = { database: { within: away, reading: away } } as unknown as Kernel
  server = createServer((q, s) => gate.answer(q, s)).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  open = () =>
    openGate({
      kernel,
      doorkeeper,
      keys,
      clock: { now: () => now },
      deskOrigin: () => 'https://desk.example',
      say: sentence => said.push(sentence),
      nameOf: () => {
        asked.push('name')
        return nameOf()
      },
    })
})
let open: () => Gate
after(() => server.close())
beforeEach(() => {
  memory = { where: true, answer: yes }
  database = { where: async () => place, answer: async () => yes }
  asked = []
  nameOf = async () => 'Sam Albers'
  said = []
  now = at
  gate = open()
})

type Got = { status: number; headers: IncomingHttpHeaders; text: string }
function ask(headers: Record<string, string> = {}, path = '/gate/caddy'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const all = {
      'x-einlass-gate-key': gateKey,
      'x-forwarded-host': 'shop.example',
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/',
      cookie: `__Host-einlass-entry=${token}`,
      ...headers,
    }
    request(
      { port: (server.address() as AddressInfo).port, host: '127.0.0.1', path, headers: all, agent: false },
      response => {
        let text = ''
        response.on('data', part => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
      },
    )
      .on('error', reject)
      .end()
  })
}

describe('the gate', () => {
  test('asks the database once for a key that is new to it, and never again while memory knows', async () => {
    for (let i = 0; i < 5; i++) assert.equal((await ask()).status, 200)
    assert.deepEqual(asked, ['where', 'name'])
  })

  test('asks the database when memory cannot say whether the visitor may go on', async () => {
    memory.answer = undefined
    assert.equal((await ask()).status, 200)
    assert.deepEqual(asked, ['where', 'check', 'name', 'check'])
  })

  test('does not ask the database about a token that it never made', async () => {
    memory.answer = undefined
    assert.equal(
      (await ask({ cookie: `__Host-einlass-entry=${'A'.repeat(65)}`, accept: 'text/html' })).status,
      302,
    )
    assert.deepEqual(asked, ['where'])
  })

  test('lets nobody in when the database is asked and does not answer', async () => {
    await ask()
    memory.answer = undefined
    database.answer = away
    const program = await ask()
    assert.equal(program.status, 503)
    assert.equal(program.headers['retry-after'], '2')
    assert.equal(JSON.parse(program.text).code, 'database-is-away')
    const person = await ask({ accept: 'text/html', 'accept-language': 'nl' })
    assert.equal(person.status, 503)
    assert.match(person.text, /Op dit moment komt niemand binnen/)
  })

  test('lets nobody in when it cannot find out where the key belongs', async () => {
    memory.where = false
    database.where = away
    assert.equal((await ask()).status, 503)
  })

  test('asks for the name of a person once, and decides anew after that', async () => {
    assert.equal((await ask()).headers['remote-name'], 'Sam Albers')
    await ask()
    assert.deepEqual(asked, ['where', 'name'])
    gate = open()
    await ask({ cookie: '' })
    nameOf = async () => {
      memory.answer = { let: 'out', because: 'closed' }
      return 'Sam Albers'
    }
    assert.equal((await ask()).status, 403)
  })

  test('lets a visitor in without a name when the name cannot be looked up', async () => {
    nameOf = away
    const { status, headers } = await ask()
    assert.equal(status, 200)
    assert.equal(headers['remote-name'], '')
    await ask()
    assert.deepEqual(asked, ['where', 'name'])
  })

  test('stops believing a key that was right before as soon as it is not known any more', async () => {
    assert.equal((await ask()).status, 200)
    memory.where = false
    database.where = async () => undefined
    assert.equal((await ask()).status, 403)
  })

  test('turns strangers with guessed keys away before they can keep the database busy, and known keys not', async () => {
    await ask()
    let letGo: () => void = () => undefined
    const waiting = new Promise<void>(resolve => {
      letGo = resolve
    })
    memory.where = false
    database.where = () => waiting.then(() => place)
    // A key of its own for each, none of them known; the doorkeeper is as slow about them as about the right one.
    const doorkeeperIsSlow = Array.from({ length: 40 }, (_, i) =>
      ask({ 'x-einlass-gate-key': `${'k'.repeat(41)}${String(i).padStart(2, '0')}` }),
    )
    const known = ask()
    letGo()
    const answers = await Promise.all(doorkeeperIsSlow)
    assert.ok(answers.every(answer => answer.status === 403 || answer.status === 503))
    assert.equal((await known).status, 200)
  })

  test('says the same trouble once a minute, however often a stranger causes it', async () => {
    for (let i = 0; i < 20; i++) await ask({ 'x-einlass-gate-key': 'wrong' })
    assert.equal(said.length, 1)
    now += 61_000
    await ask({ 'x-einlass-gate-key': 'wrong' })
    assert.equal(said.length, 2)
  })

  test('cannot be made to fill the log by varying what is wrong', async () => {
    for (let i = 0; i < 300; i++) await ask({ 'x-forwarded-host': `host-${i}.example` })
    assert.ok(said.length <= 200, String(said.length))
  })

  test('answers each question of one connection in order, also after the connection was asked to close', async () => {
    await ask()
    const one = `GET /gate/caddy HTTP/1.1\r\nHost: desk\r\nX-Einlass-Gate-Key: ${gateKey}\r\nX-Forwarded-Host: shop.example\r\nX-Forwarded-Method: GET\r\nX-Forwarded-Uri: /\r\nCookie: __Host-einlass-entry=${token}\r\n`
    const text = await new Promise<string>((resolve, reject) => {
      let all = ''
      connect((server.address() as AddressInfo).port, '127.0.0.1')
        .setEncoding('latin1')
        .on('data', part => {
          all += part
        })
        .on('close', () => resolve(all))
        .on('error', reject)
        .write(`${one}\r\n${one}\r\n${one}Connection: close\r\n\r\n`)
    })
    const heads = text.split('\r\n\r\n').filter(Boolean)
    assert.equal(heads.length, 3)
    for (const head of heads) {
      assert.match(head, /^HTTP\/1\.1 200 OK\r\n/)
      assert.equal(head.match(/^x-einlass-assertion: /gim)?.length, 1)
      assert.equal(head.match(/^date: /gim)?.length, 1)
      assert.match(head, /^content-length: 0$/im)
    }
    assert.deepEqual(
      heads.map(head => /^connection: (.*)$/im.exec(head)?.[1]?.trim()),
      ['keep-alive', 'keep-alive', 'close'],
    )
  })

  test('answers HTTP/1.0, which nginx speaks unless told otherwise', async () => {
    await ask()
    const text = await new Promise<string>((resolve, reject) => {
      let all = ''
      connect((server.address() as AddressInfo).port, '127.0.0.1')
        .setEncoding('latin1')
        .on('data', part => {
          all += part
        })
        .on('close', () => resolve(all))
        .on('error', reject)
        .write(
          `GET /gate/nginx HTTP/1.0\r\nX-Einlass-Gate-Key: ${gateKey}\r\nX-Forwarded-Host: shop.example\r\nX-Original-Method: GET\r\nX-Original-URI: /\r\nCookie: __Host-einlass-entry=${token}\r\n\r\n`,
        )
    })
    assert.match(text, /^HTTP\/1\.1 200 OK\r\n/)
    assert.match(text, /^connection: close\r$/im)
  })
})

describe('the witness', () => {
  const entry = {
    id: 'entry',
    accountId: 'account',
    resourceId: 'shop',
    entrance: 'gate',
    tokenHash: hashSecret(token),
  }
  const out: Answer = { let: 'out', because: 'closed' }

  test('says refused when the very decision of the gate refuses', async () => {
    memory.answer = out
    assert.deepEqual(await gate.probe(entry), {
      refused: true,
      how: 'refused at the gate of this node; on every other node within 1 s',
    })
  })

  test('asks the database when memory cannot say', async () => {
    memory.answer = undefined
    database.answer = async () => out
    assert.equal((await gate.probe(entry)).refused, true)
    assert.deepEqual(asked, ['check'])
  })

  test('does not vouch for what still gets in, what it cannot look up, or what is not its own', async () => {
    assert.equal((await gate.probe(entry)).refused, false)
    memory.answer = undefined
    database.answer = away
    assert.equal((await gate.probe(entry)).refused, false)
    memory.answer = out
    assert.equal((await gate.probe({ ...entry, entrance: 'ssh' })).refused, false)
  })
})
