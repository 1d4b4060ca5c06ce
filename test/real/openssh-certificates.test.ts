// Certificates signed by Einlass, and what a real OpenSSH makes of them.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { formatAuthority, readPublicKey } from '#server/plumbing/ssh/public-key.ts'
import { signCertificate, type ToSign } from '#server/plumbing/ssh/sign-certificate.ts'
import { minute, ssh } from './key-lines.ts'
import { type OpenSsh, startOpenSsh, whyNoOpenSsh } from './start-openssh.ts'

const whyNot = whyNoOpenSsh()
if (whyNot && !process.env['CI']) test('OpenSSH', { skip: whyNot }, () => undefined)
else describe('certificates for OpenSSH', () => proveCertificates())

function proveCertificates() {
  const authority = generateKeyPairSync('ed25519').privateKey
  let server: OpenSsh
  before(async () => {
    assert.equal(whyNot, undefined)
    server = await startOpenSsh('TrustedUserCAKeys /run/einlass_ca.pub')
    for (const [type, bits] of [
      ['ed25519', '256'],
      ['ecdsa', '256'],
      ['rsa', '3072'],
    ] as const)
      execFileSync('ssh-keygen', ['-q', '-N', '', '-t', type, '-b', bits, '-f', join(server.folder, type)])
    const line = formatAuthority(authority, 'einlass')
    const written = server.inside(['sh', '-c', `echo '${line}' > /run/einlass_ca.pub`])
    assert.equal(written.status, 0, String(written.stderr))
  })
  after(() => server?.stop())

  function certify(name: string, more: Partial<ToSign> = {}): string {
    const key = readPublicKey(server.publicKey(name))
    assert.ok(key.read)
    const path = join(server.folder, `${name}-cert.pub`)
    const line = signCertificate({
      caPrivateKey: authority,
      publicKey: key.key,
      keyId: 'grant-1:sam',
      principals: ['deploy'],
      serial: 42n,
      validAfter: Date.now() - minute,
      validBefore: Date.now() + 5 * minute,
      extensions: [],
      ...more,
    })
    writeFileSync(path, `${line}\n`)
    return path
  }
  const entered = (name: string, more: Partial<ToSign> = {}) => {
    certify(name, more)
    return ssh(server, name, 'id -un')
  }

  test('ssh-keygen reads in it what was signed, and nothing else', () => {
    const path = certify('ed25519', {
      principals: ['deploy', 'backup'],
      validAfter: Date.parse('2026-09-21T14:13:20Z'),
      validBefore: Date.parse('2026-09-21T14:28:20Z'),
      forceCommand: 'internal-sftp',
      sourceAddresses: ['203.0.113.0/24', '2001:db8::1'],
      extensions: ['permit-pty'],
    })
    const env = { PATH: process.env['PATH'], TZ: 'UTC' }
    const said = execFileSync('ssh-keygen', ['-L', '-f', path], { encoding: 'utf8', env })
    const lines = said
      .split('\n')
      .slice(1)
      .map(line => line.trim())
    const authorityPrint = readPublicKey(formatAuthority(authority, ''))
    assert.ok(authorityPrint.read)
    assert.deepEqual(
      lines.filter(line => line !== '' && !line.startsWith('Public key:')),
      [
        'Type: ssh-ed25519-cert-v01@openssh.com user certificate',
        `Signing CA: ED25519 ${authorityPrint.key.fingerprint} (using ssh-ed25519)`,
        'Key ID: "grant-1:sam"',
        'Serial: 42',
        'Valid: from 2026-09-21T14:13:20 to 2026-09-21T14:28:20',
        'Principals:',
        'deploy',
        'backup',
        'Critical Options:',
        'force-command internal-sftp',
        'source-address 203.0.113.0/24,2001:db8::1',
        'Extensions:',
        'permit-pty',
      ],
    )
    const bare = execFileSync('ssh-keygen', ['-L', '-f', certify('ed25519')], { encoding: 'utf8', env })
    assert.match(bare, /Critical Options: \(none\)\s+Extensions: \(none\)/)
  })

  test('it lets in whoever holds the key, of each type, and the log says through which grant', () => {
    for (const name of ['ed25519', 'ecdsa', 'rsa']) {
      const ended = entered(name)
      assert.equal(ended.stdout.trim(), 'deploy', ended.stderr)
    }
    assert.match(server.log(), /ED25519-CERT .* ID grant-1:sam \(serial 42\) CA ED25519/)
  })

  test('it is refused when its time is over, or has not come', () => {
    const over = { validAfter: Date.now() - 10 * minute, validBefore: Date.now() - 2_000 }
    assert.equal(entered('ed25519', over).status, 255)
    assert.match(server.log(), /Certificate invalid: expired/)
    const notYet = { validAfter: Date.now() + minute, validBefore: Date.now() + 2 * minute }
    assert.equal(entered('ed25519', notYet).status, 255)
    assert.match(server.log(), /Certificate invalid: not yet valid/)
  })

  test('it is refused for another login, from another address, and from another authority', () => {
    assert.equal(entered('ed25519', { principals: ['somebody'] }).status, 255)
    assert.match(server.log(), /does not contain an authorized principal|name is not a listed principal/)
    assert.equal(entered('ed25519', { sourceAddresses: ['203.0.113.0/24'] }).status, 255)
    assert.equal(entered('ed25519', { sourceAddresses: ['203.0.113.0/24', '127.0.0.0/8'] }).status, 0)
    const stranger = generateKeyPairSync('ed25519').privateKey
    assert.equal(entered('ed25519', { caPrivateKey: stranger }).status, 255)
  })

  test('it forces a command, and gives a terminal only where that was signed', () => {
    assert.equal(entered('ed25519', { forceCommand: 'echo forced' }).stdout.trim(), 'forced')
    const terminal = () => ssh(server, 'ed25519', 'tty', ['-tt']).stdout
    certify('ed25519')
    assert.doesNotMatch(terminal(), /\/dev\/pts/)
    certify('ed25519', { extensions: ['permit-pty'] })
    assert.match(terminal(), /\/dev\/pts/)
  })
}
