import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { afterEach, test } from 'node:test'
import ssh2 from 'ssh2'
import { formatPrivateKey } from '#server/plumbing/ssh/own-keys.ts'
import { openSshDoor, type SshDoor } from './door.ts'
import { type Limits, usualLimits } from './limit-arrivals.ts'
import type { SshDoorNeeds } from './needs.ts'

const here = '127.0.0.1'
const makeKey = () => formatPrivateKey(generateKeyPairSync('ed25519').privateKey)
const doors: SshDoor[] = []
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close()
})

async function open(more: { needs?: Partial<SshDoorNeeds>; limits?: Partial<Limits> } = {}) {
  const said: string[] = []
  const left: string[] = []
  const door = openSshDoor(
    {
      hostKey: makeKey(),
      admit: async () => undefined,
      mayGoOn: () => true,
      left: entryId => void left.push(entryId),
      record: () => ({ write: async () => undefined, close: async () => undefined }),
      say: sentence => void said.push(sentence),
      now: () => 1_800_000_000_000,
      ...more.needs,
    },
    { ...usualLimits, ...more.limits },
  )
  doors.push(door)
  return { door, port: await door.listen(0, here), said, left }
}

/** What it heard until it was closed. */
function knock(port: number, say = ''): { socket: Socket; closed: Promise<string> } {
  const socket = connect(port, here)
  let heard = ''
  socket.on('data', part => (heard += part))
  socket.on('error', () => undefined)
  if (say) socket.write(say)
  return { socket, closed: new Promise(resolve => socket.once('close', () => resolve(heard))) }
}

function signIn(port: number, config: Partial<Parameters<InstanceType<typeof ssh2.Client>['connect']>[0]>) {
  const client = new ssh2.Client()
  const outcome = new Promise<string>(resolve => {
    client.once('ready', () => resolve('in'))
    client.on('error', error => resolve(error.message))
    client.once('close', () => resolve('closed'))
  })
  client.connect({ host: here, port, username: 'visit-1', ...config })
  return { client, outcome }
}

test('who says nothing, or something else than SSH, holds no place for long', async () => {
  const { port } = await open({ limits: { loginMs: 300 } })
  assert.match(await knock(port).closed, /^SSH-2\.0-Einlass\r\n$/)
  await knock(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n').closed
  await knock(port, 'SSH-2.0-x\r\n').closed
  await knock(port, `SSH-2.0-x\r\n${'\u0000'.repeat(10_000)}`).closed
  await knock(port, `SSH-2.0-x\r\n${'\u00ff'.repeat(10_000)}`).closed
  assert.match(await knock(port).closed, /^SSH-2\.0-Einlass\r\n$/, 'and the door goes on')
})

test('one network has so many places before the door, and gets them back', async () => {
  const { port } = await open({ limits: { unprovenFromNetwork: 3 } })
  const waiting = [knock(port), knock(port), knock(port)]
  for (const { socket } of waiting) await new Promise(resolve => socket.once('data', resolve))
  assert.equal(await knock(port).closed, '')
  waiting[0]!.socket.destroy()
  await waiting[0]!.closed
  let again = ''
  while (!again) {
    const one = knock(port)
    again = await Promise.race([
      one.closed,
      new Promise<string>(resolve => one.socket.once('data', part => resolve(String(part)))),
    ])
    one.socket.destroy()
  }
  assert.match(again, /^SSH-2\.0-Einlass/)
})

test('neither no proof, nor a password, nor answers to questions open; the key is asked about by its fingerprint', async () => {
  type Asked = Parameters<SshDoorNeeds['admit']>[0]
  const asked: Asked[] = []
  const { port } = await open({
    needs: {
      async admit(ask) {
        asked.push(ask)
        return undefined
      },
    },
  })
  for (const config of [{}, { password: 'x' }, { tryKeyboard: true }])
    assert.match(await signIn(port, config).outcome, /authentication methods failed/)
  assert.equal(asked.length, 0)
  const privateKey = makeKey()
  assert.match(await signIn(port, { privateKey }).outcome, /authentication methods failed/)
  assert.equal(asked.length, 1)
  assert.match(asked[0]!.keyFingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/)
  assert.equal(asked[0]!.network, here)
})

test('so many tries, then the connection is closed', async () => {
  let asked = 0
  const { port } = await open({
    needs: {
      async admit() {
        asked++
        return undefined
      },
    },
    limits: { tries: 3 },
  })
  const keys = Array.from({ length: 10 }, () => makeKey())
  const { outcome } = signIn(port, {
    authHandler: keys.map(key => ({ type: 'publickey', username: 'visit-1', key })) as never,
  })
  await outcome
  assert.equal(asked, 3)
})

test('whoever cannot be asked about is not let in', async () => {
  const { port, said } = await open({
    needs: {
      async admit() {
        throw new Error('postgres://secret@db')
      },
    },
  })
  const privateKey = makeKey()
  assert.match(await signIn(port, { privateKey }).outcome, /authentication methods failed/)
  assert.equal(said.length, 1)
  assert.doesNotMatch(said.join(), /secret/)
})

test('who is let in and whose time is over already, or who has no server, is out at once, and the kernel hears it', async () => {
  const target = {
    host: here,
    port: 1,
    login: 'x',
    credential: { password: 'x' },
    pinnedHostKeys: ['SHA256:x'],
    allowPrivate: true,
  }
  const may = { shell: true, exec: true, sftp: true }
  let until = 1_800_000_000_000
  const { port, left, said, door } = await open({
    needs: {
      admit: async () => ({
        entryId: `until ${until}`,
        person: 'Sam',
        until,
        may,
        target,
        banner: undefined,
      }),
    },
  })
  const privateKey = makeKey()
  const closed = async () => {
    const { client, outcome } = signIn(port, { privateKey })
    const gone = new Promise<void>(resolve => void client.once('close', () => resolve()))
    await outcome
    await gone
  }
  await closed()
  assert.deepEqual(left, [])
  until += 60_000
  await closed()
  assert.deepEqual(left, [`until ${until}`])
  assert.match(
    said.at(-1)!,
    /The way to 127\.0\.0\.1 did not open: The server cannot be reached\. It refuses/,
  )
  assert.deepEqual(door.live(), [])
})

test('closing waits for nobody who only stands there', async () => {
  const { door, port } = await open()
  const silent = knock(port)
  await new Promise(resolve => silent.socket.once('data', resolve))
  await door.close()
  doors.length = 0
  await silent.closed
})
