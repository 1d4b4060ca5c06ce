import assert from 'node:assert/strict'
import { generateKeyPairSync, verify } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  blobOfEd25519,
  formatAuthority,
  formatPublicKey,
  type PublicKey,
  readPublicKey,
} from './public-key.ts'
import { readNetwork } from './read-network.ts'
import { signCertificate, type ToSign } from './sign-certificate.ts'
import { readStrings, writeString } from './wire.ts'

const authority = generateKeyPairSync('ed25519').privateKey
const own = generateKeyPairSync('ed25519').publicKey
const line = formatPublicKey({ type: 'ssh-ed25519', blob: blobOfEd25519(own) }, 'sam@desk')
const key = (text = line): PublicKey => {
  const answer = readPublicKey(text)
  assert.ok(answer.read, JSON.stringify(answer))
  return answer.key
}
const saysOf = (text: string): string => {
  const answer = readPublicKey(text)
  assert.ok(!answer.read, text)
  return answer.error
}
const encode = (type: string, ...parts: Buffer[]) =>
  `${type} ${Buffer.concat([writeString(type), ...parts.map(writeString)]).toString('base64')}`
const rsa = (bits: number): string => {
  const { e, n } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' })
  const [exponent, modulus] = [e!, n!].map(part => Buffer.from(part, 'base64url'))
  return encode('ssh-rsa', exponent!, Buffer.concat([Buffer.of(0), modulus!]))
}
const ecdsa = (): { x: Buffer; y: Buffer } => {
  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  return { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') }
}

test('a public key is read with what stands behind it, and written as it was', () => {
  const read = key(`  ${line} from home \n`)
  assert.equal(read.comment, 'sam@desk from home')
  assert.match(read.fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/)
  assert.equal(formatPublicKey(read, 'sam@desk'), line)
})

test('keys of all four types are read: ed25519, ECDSA, RSA of 3072 bits, ed25519 on a security key', () => {
  const { x, y } = ecdsa()
  const point = Buffer.concat([Buffer.of(4), x, y])
  assert.equal(key(encode('ecdsa-sha2-nistp256', Buffer.from('nistp256'), point)).type, 'ecdsa-sha2-nistp256')
  assert.equal(key(rsa(3072)).type, 'ssh-rsa')
  const half = readStrings(blobOfEd25519(own), 2)![1]!
  const security = encode('sk-ssh-ed25519@openssh.com', half, Buffer.from('ssh:'))
  assert.equal(key(security).type, 'sk-ssh-ed25519@openssh.com')
})

test('keys that are too weak are refused', () => {
  assert.match(saysOf(rsa(2048)), /2048 bits/)
  assert.match(saysOf(encode('ssh-dss', Buffer.alloc(20))), /DSA/)
  const modulus = Buffer.concat([Buffer.of(0, 0xff), Buffer.alloc(400, 0xff)])
  assert.match(saysOf(encode('ssh-rsa', Buffer.of(3), modulus)), /damaged/)
})

test('a key that is not what it says it is, or not all of it, is refused', () => {
  const [, encoded] = line.split(' ') as [string, string]
  assert.match(saysOf(`ssh-rsa ${encoded}`), /differ/)
  assert.match(saysOf(`ecdsa-sha2-nistp256 ${encoded}`), /differ/)
  assert.match(saysOf(`ssh-ed25519 ${encoded.slice(0, -4)}`), /differ|damaged/)
  assert.match(saysOf(`ssh-ed25519 ${encoded}AAAA`), /differ/)
  assert.match(saysOf(`ssh-ed25519 ${encoded.slice(0, -2)}=!`), /damaged/)
  assert.match(saysOf('ssh-ed25519'), /damaged/)
  assert.match(saysOf(encode('ssh-ed25519', Buffer.alloc(31, 1))), /damaged/)
  const { x } = ecdsa()
  const off = Buffer.concat([Buffer.of(4), x, Buffer.alloc(32, 1)])
  assert.match(saysOf(encode('ecdsa-sha2-nistp256', Buffer.from('nistp256'), off)), /damaged/)
})

test('a certificate, a private key, options and second lines are no public key', () => {
  assert.match(saysOf(`command="sh" ${line}`), /no public key/)
  assert.match(saysOf(`no-pty,${line}`), /no public key/)
  assert.match(saysOf(`${line}\n${line}`), /one line/)
  assert.match(saysOf(`${line}\rssh-rsa x`), /one line/)
  assert.match(saysOf(`${line}\u2028x`), /one line/)
  assert.match(saysOf('-----BEGIN OPENSSH PRIVATE KEY-----\nabc'), /private key/)
  assert.match(saysOf(`${line} ${'x'.repeat(300)}`), /comment/)
  assert.match(saysOf(`${line} ${'x'.repeat(9_000)}`), /long/)
  assert.match(saysOf(''), /no public key/)
  assert.match(saysOf(signCertificate(asked())), /no public key/)
})

test('whatever is pasted, the answer is data, and what is accepted is one line', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map(tail => `${line} ${tail}`),
      ),
      text => {
        const answer = readPublicKey(text)
        if (answer.read) assert.doesNotMatch(formatPublicKey(answer.key, answer.key.comment), /[\r\n]/)
      },
    ),
  )
})

const asked = (more: Partial<ToSign> = {}): ToSign => ({
  caPrivateKey: authority,
  publicKey: key(),
  keyId: 'grant-1:sam',
  principals: ['deploy'],
  serial: 7n,
  validAfter: 1_790_000_000_000,
  validBefore: 1_790_000_900_000,
  extensions: [],
  ...more,
})

test('a certificate is signed by the authority over everything before the signature', () => {
  const [type, encoded] = signCertificate(asked()).split(' ') as [string, string]
  assert.equal(type, 'ssh-ed25519-cert-v01@openssh.com')
  const blob = Buffer.from(encoded, 'base64')
  // The signature is the last string: 4 bytes of length, then the type and 64 bytes, each with a length.
  const size = 4 + 4 + 11 + 4 + 64
  const [kind, signature] = readStrings(blob.subarray(-size + 4), 2) as [Buffer, Buffer]
  assert.equal(String(kind), 'ssh-ed25519')
  const [, half] = readStrings(blobOfEd25519(authority), 2) as [Buffer, Buffer]
  const checked = {
    key: { kty: 'OKP', crv: 'Ed25519', x: half.toString('base64url') },
    format: 'jwk',
  } as const
  assert.ok(verify(null, blob.subarray(0, -size), checked, signature))
  assert.match(formatAuthority(authority, 'einlass'), /^ssh-ed25519 \S+ einlass$/)
})

test('no two certificates are alike, even when the same was asked', () =>
  assert.notEqual(signCertificate(asked()), signCertificate(asked())))

test('a certificate for everybody, for longer than a quarter of an hour, or for more than a terminal is not signed', () => {
  const refusals: [Partial<ToSign>, RegExp][] = [
    [{ principals: [] }, /every login/],
    [{ principals: [''] }, /login/],
    [{ principals: ['a,b'] }, /login/],
    [{ principals: ['deploy', 'deploy'] }, /once/],
    [{ validBefore: 1_790_000_900_001 }, /15 minutes/],
    [{ validBefore: 1_790_000_000_999 }, /a while/],
    [{ validBefore: Number.POSITIVE_INFINITY }, /instant/],
    [{ validAfter: Number.NaN }, /instant/],
    [{ keyId: '' }, /key id/],
    [{ keyId: 'one\ntwo' }, /key id/],
    [{ serial: -1n }, /64 bits/],
    [{ forceCommand: '' }, /forced/],
    [{ forceCommand: 'a\nb' }, /forced/],
    [{ sourceAddresses: [] }, /source/],
    [{ sourceAddresses: ['*'] }, /source/],
    [{ sourceAddresses: ['10.0.0.1/8'] }, /source/],
    [{ extensions: ['permit-port-forwarding'] as unknown as ['permit-pty'] }, /terminal/],
    [{ caPrivateKey: own }, /private/],
    [{ caPrivateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }, /ed25519/],
  ]
  for (const [more, why] of refusals) assert.throws(() => signCertificate(asked(more)), why)
})

test('a network is an address with a mask that fits; names, patterns and everything are none', () => {
  for (const good of ['203.0.113.7', '10.0.0.0/8', '10.128.0.0/9', '::1/128', '2001:db8::/32', '0.0.0.0/1'])
    assert.equal(readNetwork(good), good)
  assert.equal(readNetwork(' 2001:DB8:8000::/033 '), '2001:db8:8000::/33')
  for (const bad of [
    '10.0.0.1/8',
    '2001:db8::1/32',
    '10.0.0.0/33',
    '::/0',
    '0.0.0.0/0',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '*',
    'host.example',
    '!10.0.0.1',
    '10.0.0.1,10.0.0.2',
    'fe80::1%eth0',
    '',
  ])
    assert.equal(readNetwork(bad), undefined, bad)
})
