import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import type { ParsedKey, PublicKeyAuthContext } from 'ssh2'
import ssh2 from 'ssh2'
import { formatPrivateKey } from '#server/plumbing/ssh/own-keys.ts'
import { fingerprintOf } from '#server/plumbing/ssh/public-key.ts'
import { proveKey } from './prove-key.ts'

const blob = Buffer.from('what is signed: this connection, this login, this key')

function parse(privateKey: string): ParsedKey {
  const key = ssh2.utils.parseKey(privateKey)
  assert.ok(!(key instanceof Error), String(key))
  return key
}
const ed25519 = () => parse(formatPrivateKey(generateKeyPairSync('ed25519').privateKey))
const rsa = (modulusLength: number) =>
  parse(
    generateKeyPairSync('rsa', { modulusLength })
      .privateKey.export({ type: 'pkcs1', format: 'pem' })
      .toString(),
  )

function shown(key: ParsedKey, more: Partial<PublicKeyAuthContext> & { algo?: string } = {}) {
  const { algo = key.type, ...rest } = more
  const signature = key.sign(blob, rest.hashAlgo)
  assert.ok(Buffer.isBuffer(signature))
  return proveKey({
    key: { algo, data: key.getPublicSSH() },
    signature,
    blob,
    ...rest,
  } as PublicKeyAuthContext)
}

test('who signs this connection holds the key', () => {
  const key = ed25519()
  assert.deepEqual(shown(key), { holds: fingerprintOf(key.getPublicSSH()) })
  assert.ok(typeof shown(rsa(2_048), { hashAlgo: 'sha256' }) === 'object')
  assert.ok(typeof shown(rsa(2_048), { hashAlgo: 'sha512' }) === 'object')
})

test('without a signature he only asks, and another signature proves nothing', () => {
  const key = ed25519()
  assert.equal(shown(key, { signature: undefined as never }), 'asks')
  assert.equal(shown(key, { blob: Buffer.from('another connection') }), 'unfit')
  assert.equal(shown(key, { signature: ed25519().sign(blob) as Buffer }), 'unfit')
  assert.equal(shown(key, { signature: Buffer.alloc(64) }), 'unfit')
  assert.equal(shown(key, { signature: Buffer.alloc(0) }), 'unfit')
})

test('SHA-1, short RSA, DSA, certificates and a key under another name are not even tried', () => {
  assert.equal(shown(rsa(2_048)), 'unfit')
  assert.equal(shown(rsa(1_024), { hashAlgo: 'sha512' }), 'unfit')
  for (const algo of [
    'ssh-dss',
    'ssh-ed25519-cert-v01@openssh.com',
    'ecdsa-sha2-nistp256',
    'constructor',
    '',
  ])
    assert.equal(shown(ed25519(), { algo }), 'unfit', algo)
  assert.equal(
    proveKey({ key: { algo: 'ssh-ed25519', data: Buffer.from('no key') } } as PublicKeyAuthContext),
    'unfit',
  )
})
