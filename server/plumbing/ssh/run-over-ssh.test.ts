import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server as TcpServer } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import ssh2, { type Connection as Client, type ServerChannel } from 'ssh2'
import { readHostKey, type SshConnection } from './connect.ts'
import { fingerprintOf } from './public-key.ts'
import { quoteWords } from './quote-words.ts'
import { runOverSsh } from './run-over-ssh.ts'

const hostKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs1',
  format: 'pem',
}) as string
const parsed = ssh2.utils.parseKey(hostKey)
assert.ok(!(parsed instanceof Error))
const pin = fingerprintOf(parsed.getPublicSSH())
const otherPin = `SHA256:${'A'.repeat(43)}`

type Tries = { methods: string[] }
type Serving = Tries & { connection(more?: Partial<SshConnection>): SshConnection; stop(): void }

/** A server made for one test, which answers every command by this. */
async function served(answer: (channel: ServerChannel, command: string) => void): Promise<Serving> {
  const methods: string[] = []
  const clients: Client[] = []
  const server = new ssh2.Server({ hostKeys: [hostKey] }, client => {
    clients.push(client)
    client.on('error', () => undefined)
    client.on('authentication', context => {
      methods.push(context.method)
      if (context.method === 'password' && context.password === 'right') context.accept()
      else context.reject(['password'])
    })
    client.on('session', accept =>
      accept().on('exec', (acceptExec, _reject, { command }) => answer(acceptExec(), command)),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    methods,
    connection: (more = {}) => ({
      address: `ssh://127.0.0.1:${port}`,
      login: 'deploy',
      secret: 'right',
      allowPrivate: true,
      options: { hostKey: pin },
      ...more,
    }),
    stop() {
      for (const client of clients) client.end()
      server.close()
    },
  }
}

const end = (channel: ServerChannel, code: number) => {
  channel.exit(code)
  channel.end()
}

test('a command gets its words and what it reads, and answers with its code', async () => {
  const server = await served((channel, command) => {
    let read = ''
    channel.on('data', (part: Buffer) => (read += part))
    channel.on('end', () => {
      channel.write(`${command}|${read}`)
      channel.stderr.write('not for us')
      end(channel, 3)
    })
  })
  const ran = await runOverSsh(server.connection(), ['php', 'bin/magento', "it's $HOME"], 'grüße\n')
  assert.deepEqual(ran, { code: 3, stdout: "php bin/magento 'it'\\''s $HOME'|grüße\n" })
  server.stop()
})

test('words stay words, whatever is in them', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', '')),
        { minLength: 1, maxLength: 4 },
      ),
      words => {
        const said = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${quoteWords(words)}`])
        assert.deepEqual(said.toString('utf8').split('\0').slice(0, -1), words)
      },
    ),
    { numRuns: 20 },
  )
})

test('a host whose key was not confirmed, or is another now, is shown neither login nor credential', async () => {
  const server = await served(channel => end(channel, 0))
  const another = await runOverSsh(server.connection({ options: { hostKey: otherPin } }), ['id'], '')
  assert.match((another as { error: string }).error, /host key is not the one/)
  for (const hostKeys of [undefined, '', 'SHA256:short', 'MD5:aa']) {
    const options: Record<string, string> = hostKeys === undefined ? {} : { hostKey: hostKeys }
    const none = await runOverSsh(server.connection({ options }), ['id'], '')
    assert.match((none as { error: string }).error, /confirmed its host key/)
  }
  assert.deepEqual(server.methods, [])

  const both = server.connection({ options: { hostKey: `${otherPin}, ${pin}=` } })
  assert.deepEqual(await runOverSsh(both, ['id'], ''), { code: 0, stdout: '' })
  server.stop()
})

test('the host key can be read before anything else, so that a person confirms it', async () => {
  const server = await served(channel => end(channel, 0))
  const read = await readHostKey(server.connection())
  assert.deepEqual(read, { read: true, type: 'ssh-rsa', fingerprint: pin })
  assert.deepEqual(server.methods, [])
  server.stop()
})

test('a credential that is not accepted or cannot be read is said, and never shown', async () => {
  const server = await served(channel => end(channel, 0))
  const wrong = await runOverSsh(server.connection({ secret: 'wr0ng-secret' }), ['id'], '')
  assert.match((wrong as { error: string }).error, /does not accept the credential/)
  const broken = '-----BEGIN OPENSSH PRIVATE KEY-----\nwr0ng-secret\n-----END OPENSSH PRIVATE KEY-----'
  const unread = await runOverSsh(server.connection({ secret: broken }), ['id'], '')
  assert.match((unread as { error: string }).error, /cannot be read/)
  assert.doesNotMatch(JSON.stringify([wrong, unread]), /wr0ng/)
  server.stop()
})

test('one’s own network is closed unless somebody has opened it', async () => {
  const server = await served(channel => end(channel, 0))
  const { port } = new URL(server.connection().address)
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
    const closed = server.connection({ address: `ssh://${host}:${port}`, allowPrivate: false })
    assert.match(((await runOverSsh(closed, ['id'], '')) as { error: string }).error, /private/, host)
    assert.match(((await readHostKey(closed)) as { error: string }).error, /private/, host)
  }
  for (const address of ['https://shop.example', 'ssh://', 'host:22', 'ssh://a:b@host'])
    assert.match(
      ((await runOverSsh(server.connection({ address }), ['id'], '')) as { error: string }).error,
      /Its address must/,
    )
  assert.deepEqual(server.methods, [])
  server.stop()
})

test('who hangs, hangs up, talks too much or is not there is given up, in a sentence', async () => {
  const says = async (connection: SshConnection) =>
    ((await runOverSsh(connection, ['id'], '', 1_500)) as { error: string }).error

  const hanging = await served(() => undefined)
  assert.match(await says(hanging.connection()), /in time/)
  hanging.stop()

  const silent: TcpServer = createServer(() => undefined)
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  assert.match(await says(hanging.connection({ address: `ssh://127.0.0.1:${port}` })), /in time/)
  silent.close()

  const rude = await served(channel => channel.close())
  assert.match(await says(rude.connection()), /before it was done/)
  rude.stop()

  const chatty = await served(channel => {
    channel.write(Buffer.alloc(9_000_000))
    channel.on('error', () => undefined)
  })
  assert.match(await says(chatty.connection()), /far more/)
  chatty.stop()

  const deaf = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>(resolve => deaf.listen(0, '127.0.0.1', resolve))
  const address = `ssh://127.0.0.1:${(deaf.address() as { port: number }).port}`
  assert.match(await says(hanging.connection({ address })), /closed|properly|broke/)
  deaf.close()

  assert.match(await says(hanging.connection({ address: 'ssh://127.0.0.1:1' })), /refuses/)
  assert.match(await says(hanging.connection({ address: 'ssh://no-such-name.invalid' })), /name/)
})
