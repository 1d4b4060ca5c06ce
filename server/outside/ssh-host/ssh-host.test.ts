import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { blobOfEd25519, formatPublicKey } from '#server/plumbing/ssh/public-key.ts'
import { readKeyFile, replaceLines } from './key-file.ts'
import { readWanted, writeExpiry, writeKeyLine } from './key-line.ts'
import { findBelonging, findUnexplained, type Process, type Running, readRunning } from './processes.ts'
import { knowsExpiry, knowsUtc, readVersion } from './say-version.ts'

const artefactId = '00000000-0000-4000-8000-000000000001'
const { publicKey } = generateKeyPairSync('ed25519')
const key = formatPublicKey({ type: 'ssh-ed25519', blob: blobOfEd25519(publicKey) }, 'sam')
const until = '2026-11-22T22:00:00.000Z'
const asked = (reference: Record<string, unknown> = {}, id = artefactId) =>
  readWanted(
    { artefactId: id, resourceId: 'r', kind: 'key-line', reference: { publicKey: key, until, ...reference } },
    'deploy',
  )
const lineOf = (reference: Record<string, unknown> = {}): string => {
  const wanted = asked(reference)
  assert.ok(!('error' in wanted), JSON.stringify(wanted))
  return writeKeyLine(wanted, writeExpiry(wanted.until))
}

test('a key line forbids everything, then allows what was asked, until then and from there', () => {
  const line = lineOf({ pty: 'yes', sources: '203.0.113.0/24, 2001:db8::1' })
  assert.match(
    line,
    /^restrict,pty,expiry-time="20261122220000Z",from="203\.0\.113\.0\/24,2001:db8::1",command="/,
  )
  assert.match(line, new RegExp(`" ssh-ed25519 AAAA\\S+ einlass:${artefactId}$`))
  assert.doesNotMatch(line, /\n/)
  assert.match(lineOf(), /^restrict,expiry-time="\d+Z",command="/)
  assert.equal(writeExpiry(Date.parse('2026-11-22T21:59:59.999Z')), '20261122215959Z')
})

test('what is no key, no end, no source, no login or no id makes no line', () => {
  for (const reference of [
    { publicKey: 'ssh-ed25519 AAAA' },
    { publicKey: undefined },
    { publicKey: `${key}\n${key}` },
    { until: 'soon' },
    { until: undefined },
    { sources: '*' },
    { sources: ['203.0.113.0/24', 'host.example'] },
    { sources: '203.0.113.7" ssh-rsa' },
    { login: 'a b' },
    { login: '-l' },
  ])
    assert.ok('error' in asked(reference), JSON.stringify(reference))
  assert.ok('error' in asked({}, '../../etc'))
})

test('our line is found again in a file that sshd reads, and its command is the one that was meant', () => {
  const [found] = readKeyFile(Buffer.from(lineOf({ pty: 'yes' })))
  assert.equal(found?.artefactId, artefactId)
  assert.ok(found?.key?.blob.equals(blobOfEd25519(publicKey)))
  const command = /command="((?:[^"\\]|\\.)*)"/.exec(lineOf())![1]!.replaceAll('\\"', '"')
  // Read by two shells, one after the other: the login's own, then sh.
  for (const shell of ['sh', 'bash']) execFileSync(shell, ['-n', '-c', command])
  const words = execFileSync('sh', ['-c', command.replace('exec env', "printf '%s\\0'")])
    .toString()
    .split('\0')
  assert.deepEqual(words.slice(0, 3), [`EINLASS_ARTEFACT=${artefactId}`, '/bin/sh', '-c'])
  assert.deepEqual(words.slice(4, 7), ['einlass', artefactId, String(Date.parse(until) / 1000)])
  execFileSync('sh', ['-n', '-c', words[3]!])
  assert.doesNotMatch(words[3]!, /['\\!\n]/)
})

test('every program for the server can be read by sh', () => {
  const folder = join(import.meta.dirname, 'on-host')
  const programs = readdirSync(folder)
  assert.ok(programs.length > 8)
  for (const name of programs) execFileSync('sh', ['-n', join(folder, name)])
})

test('whatever stands in a file, putting a line in and taking it out again loses nothing of it', () => {
  const lines = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
      fc.constantFrom(Buffer.from(key), Buffer.from('# comment\r'), Buffer.from(`${lineOf()} and more`)),
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(lines, fc.boolean(), (parts, endsWell) => {
      const text = Buffer.concat(parts.flatMap((part, at) => (at ? [Buffer.of(10), part] : [part])))
      const file = endsWell && text.length > 0 ? Buffer.concat([text, Buffer.of(10)]) : text
      const isOurs = (line: { artefactId: string | undefined }) => line.artefactId === artefactId
      const rest = replaceLines(file, isOurs)
      const put = replaceLines(file, isOurs, lineOf())
      assert.ok(put.subarray(0, rest.length).equals(rest))
      const ours = readKeyFile(put).filter(isOurs)
      assert.equal(ours.length, 1)
      assert.ok(replaceLines(put, isOurs, lineOf()).equals(put))
      const taken = replaceLines(put, isOurs)
      const ended = rest.length > 0 && rest.at(-1) !== 10 ? Buffer.concat([rest, Buffer.of(10)]) : rest
      assert.ok(taken.equals(ended))
      assert.deepEqual(
        replaceLines(file, () => false),
        file,
      )
    }),
  )
})

const process = (pid: number, parent: number, more: Partial<Process> = {}): Process => ({
  pid,
  parent,
  session: pid,
  began: String(pid),
  name: 'sh',
  isZombie: false,
  uid: 1000,
  audit: undefined,
  scope: undefined,
  artefactId: undefined,
  ...more,
})
/** sshd 10 serves us (12), sshd 20 the visitor (21), sshd 30 the owner (31); 5 serves everybody. */
const running = (more: Process[] = [], notes: Running['notes'] = []): Running => ({
  boot: 'b',
  uid: 1000,
  self: [12, 10],
  processes: [
    process(5, 1, { name: 'sshd', uid: 0 }),
    process(10, 5, { name: 'sshd', session: 5 }),
    process(12, 10),
    process(20, 5, { name: 'sshd', session: 5 }),
    process(21, 20, { artefactId }),
    process(30, 5, { name: 'sshd', session: 5 }),
    process(31, 30),
    ...more,
  ],
  notes,
})
const note = {
  pid: 21,
  began: '21',
  sshd: 20,
  sshdBegan: '20',
  audit: undefined,
  boot: 'b',
  scope: undefined,
}
const found = (one: Running) =>
  findBelonging(one, artefactId)
    .map(({ pid }) => pid)
    .sort((a, b) => a - b)

test('what belongs to a visit is found by any of its traces, and nobody else is hit', () => {
  assert.deepEqual(found(running()), [21])
  assert.deepEqual(found(running([], [note])), [20, 21])
  assert.deepEqual(found(running([process(40, 1, { session: 21 })])), [21, 40])
  assert.deepEqual(found(running([process(40, 21), process(41, 40, { session: 41 })])), [21, 40, 41])
  const audit = [process(40, 1, { audit: '7' }), process(41, 1, { audit: '8' })]
  assert.deepEqual(found(running(audit, [{ ...note, audit: '7' }])), [20, 21, 40])
  const scope = [process(40, 1, { scope: 'session-7.scope' }), process(41, 1, { scope: 'session-77.scope' })]
  assert.deepEqual(found(running(scope, [{ ...note, scope: 'session-7.scope' }])), [20, 21, 40])
})

test('a number that was given to somebody else since, or noted before the server was started anew, hits nobody', () => {
  const reused = { ...note, pid: 31, began: '7', sshd: 30, sshdBegan: '8' }
  assert.deepEqual(found(running([], [reused])), [21])
  assert.deepEqual(found(running([], [{ ...note, sshd: 30, sshdBegan: '30', boot: 'a' }])), [21])
})

test('our own connection is never ended, whatever was noted', () => {
  const forged = { ...note, sshd: 10, sshdBegan: '10', pid: 12, began: '12' }
  assert.deepEqual(found(running([process(13, 12, { artefactId })], [forged])), [21])
})

test('what began during the visit and cannot be assigned is not overlooked, and what is explained is not counted', () => {
  const unexplained = (one: Running, boot = 'b') =>
    findUnexplained(one, artefactId, { boot, since: '40' }).map(({ pid }) => pid)
  const others = [
    process(39, 1),
    process(50, 1),
    process(51, 1, { uid: 33 }),
    process(52, 31),
    process(53, 1, { artefactId }),
  ]
  assert.deepEqual(unexplained(running(others)), [50])
  assert.deepEqual(unexplained(running(others), 'a'), [])
  const audited = running([process(50, 1, { audit: '8' }), process(51, 1)], [{ ...note, audit: '7' }])
  audited.processes.find(one => one.pid === 12)!.audit = '6'
  assert.deepEqual(unexplained(audited), [])
  assert.deepEqual(unexplained({ ...audited, notes: [] }), [50])
})

test('a list of processes is read, whatever they call themselves, and half a list is none', () => {
  const text = `self 12 10 1000
boot b
stat 21 (a) Z 1 (x) S 20 21 21 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 4711 0
stat 22 (sh) Z 20 21 21 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 4711 0
/proc/21/status:Uid:\t1000\t1000\t1000\t1000
/proc/21/sessionid:7
/proc/21/cgroup:session-3.scope
/proc/21/environ:EINLASS_ARTEFACT=${artefactId}
note 21 4711 20 4700 7 b session-3.scope
note x
end
`
  const read = readRunning(text)
  const name = 'a) Z 1 (x'
  const all = { began: '4711', name, audit: '7', scope: 'session-3.scope', artefactId }
  assert.deepEqual(read?.processes, [process(21, 20, { session: 21, ...all })])
  assert.equal(read?.notes.length, 1)
  assert.equal(readRunning(text.replace('end\n', '')), undefined)
})

test('versions of OpenSSH are read from what they say, and others are none', () => {
  const of = (banner: string) => readVersion(banner)
  assert.equal(of('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10')?.said, 'OpenSSH 9.2p1 Debian-2+deb12u10')
  for (const banner of ['SSH-2.0-dropbear_2022.83', 'SSH-2.0-mod_sftp', '', 'HTTP/1.1 400'])
    assert.equal(of(banner), undefined)
  const knows = (version: string) => {
    const read = of(`SSH-2.0-OpenSSH_${version}`)!
    return [knowsExpiry(read), knowsUtc(read)]
  }
  assert.deepEqual(knows('7.6p1'), [false, false])
  assert.deepEqual(knows('7.7'), [true, false])
  assert.deepEqual(knows('9.0p1'), [true, false])
  assert.deepEqual(knows('9.1'), [true, true])
  assert.deepEqual(knows('10.0p2'), [true, true])
})
