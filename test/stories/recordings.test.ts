// What an SSH session showed is recorded, watched by the owner while it goes on and afterwards, and destroyed in time.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openRecordings, type Recordings } from '#server/doors/support-visit/recordings/open-recordings.ts'
import { checkRecording } from '#server/doors/support-visit/recordings/read-recordings.ts'
import { recordAsciicast } from '#server/entrances/ssh/asciicast.ts'
import { openVault } from '#server/plumbing/vault/open-vault.ts'
import { rotateKeys } from '#server/plumbing/vault/rotate-keys.ts'
import { type Answered, type Client, day, hour } from '../desk.ts'
import { openScene } from '../endings/scene.ts'

const secret = 'Zebrafink-4711'
const header = '{"version":2,"width":80,"height":24}\n'
const said = (at: number, text: string) => `${JSON.stringify([at, 'o', text])}\n`
const shell = { kind: 'shell', width: 80, height: 24 } as const
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

async function openShell() {
  const scene = await openScene()
  const { desk } = scene
  const account = scene.accountOf('kaffeerad')
  const grant = await scene.give('kaffeerad', 'sam', ['shop.view'])
  const entry = (await scene.entryOf(await scene.enter('kaffeerad', 'sam'))).id
  const path = `/accounts/${account}/grants/${grant}/recordings`
  const vault = openVault(desk.kernel.database, desk.keys)
  const told: string[] = []
  const open = (bound: Parameters<typeof openRecordings>[0]['bound'] = {}): Recordings => {
    // The newest is the first of a list.
    desk.time.pass(1)
    return openRecordings({ kernel: desk.kernel, vault, say: sentence => told.push(sentence), bound })
  }
  const list = async (client: Client = scene.olga) => (await client.get(path)).body.items
  const watch = (client: Client, id: string, from = 0) =>
    client.post(`${path}/${id}/watching`, { after: from })
  /** The whole of it, as a program reads it. */
  const readWhole = async (id: string) => {
    let text = ''
    for (let next = 0; ; ) {
      const { status, body } = await watch(scene.olga, id, next)
      assert.equal(status, 200, JSON.stringify(body))
      text += body.text
      next = body.next
      if (body.isOver) return text
    }
  }
  const onDisk = async () =>
    JSON.stringify(
      await desk.sql(
        `select encode(sealed, 'escape') as t from support_visit.recording_chunks
         union all select to_jsonb(r)::text from support_visit.recordings r
         union all select encode(command, 'escape') from support_visit.recordings where command is not null
         union all select to_jsonb(f)::text from access.facts f
         union all select to_jsonb(i)::text from plumbing.idempotent_answers i`,
      ),
    )
  return { ...scene, scene, account, grant, entry, path, vault, told, open, list, watch, readWhole, onDisk }
}

describe('a recorded shell', () => {
  let at: Awaited<ReturnType<typeof openShell>>
  before(async () => {
    at = await openShell()
  })
  after(() => at.desk.close())

  test('is watched while it goes on, kept at its end with its checksum in the ledger, and read again to the byte', async () => {
    const recordings = at.open({ everyMs: 5 })
    const sink = recordings.record(at.entry, shell)
    const whole = header + said(0.5, `$ echo ${secret}\r\n`) + said(1, 'ä€😀\r\n')
    await sink.write(header)
    await sink.write(said(0.5, `$ echo ${secret}\r\n`))
    while (recordings.holds() > 0) await new Promise(resolve => setTimeout(resolve, 5))
    const [running] = await at.list()
    assert.deepEqual(
      [running.state, running.person.name, running.kind, running.endedAt, running.sha256],
      ['running', 'Sam Albers', 'shell', null, null],
    )
    const live = (await at.watch(at.olga, running.id)).body
    assert.ok(live.text.includes(secret) && !live.isOver)
    assert.deepEqual((await at.watch(at.olga, running.id, live.next)).body, {
      text: '',
      next: live.next,
      isOver: false,
    })
    at.desk.time.pass(60_000)
    await sink.write(said(1, 'ä€😀\r\n'))
    await sink.close()
    const rest = (await at.watch(at.olga, running.id, live.next)).body
    assert.equal(live.text + rest.text, whole)
    assert.equal(rest.isOver, true)
    const [kept] = await at.list()
    assert.deepEqual(
      [kept.state, kept.bytes, kept.leftOut, kept.sha256],
      ['complete', Buffer.byteLength(whole), 0, sha256(whole)],
    )
    assert.equal(Date.parse(kept.endedAt) - Date.parse(kept.begunAt), 60_000)
    const [fact] = await at.factsOf(at.account, 'recording.kept')
    assert.equal(fact!.data['sha256'], sha256(whole))
    assert.equal(fact!.entry_id, at.entry)
    assert.equal(await at.readWhole(kept.id), whole)
    refused(await at.watch(at.olga, kept.id, 3), 400, 'invalid-input')
  })

  test('stands nowhere in clear: neither what was shown nor the command, nor in a kept answer', async () => {
    const recordings = at.open()
    const sink = recordings.record(at.entry, {
      ...shell,
      kind: 'exec',
      command: `mysql -p${secret}`,
    })
    await sink.write(header + said(0.1, secret))
    await sink.close()
    const [newest] = await at.list()
    assert.deepEqual([newest.kind, newest.command], ['exec', `mysql -p${secret}`])
    const answered = await at.olga.post(
      `${at.path}/${newest.id}/watching`,
      { after: 0 },
      { 'idempotency-key': 'once' },
    )
    assert.ok(answered.body.text.includes(secret))
    assert.ok(!(await at.onDisk()).includes(secret))
  })

  test('is the owner’s and of whoever decides there: nobody else reads it, not the provider, not who was recorded', async () => {
    const [newest] = await at.list()
    for (const client of [at.noor, at.sam, at.ines, at.dora]) {
      refused(await client.get(at.path), 404, 'not-found')
      refused(await at.watch(client, newest.id), 404, 'not-found')
    }
    // Dora of the provider's desk is let in by the owner: to look, and then to decide.
    await at.give('kaffeerad', 'dora', ['access.view'], { wholeAccount: true })
    const seen = await at.dora.get(at.path)
    assert.equal(seen.body.items[0].can.watch, 'not-allowed')
    refused(await at.watch(at.dora, newest.id), 403, 'not-allowed')
    await at.give('kaffeerad', 'dora', ['access.decide'], { wholeAccount: true })
    assert.equal((await at.watch(at.dora, newest.id)).status, 200)
    // Through another grant of the account it is not found either.
    const other = await at.give('kaffeerad', 'ines', ['shop.view'])
    const elsewhere = `/accounts/${at.account}/grants/${other}/recordings`
    assert.deepEqual((await at.olga.get(elsewhere)).body.items, [])
    refused(await at.olga.post(`${elsewhere}/${newest.id}/watching`, { after: 0 }), 404, 'not-found')
  })

  test('that somebody watches is written down once an hour for each person and recording', async () => {
    const [newest] = await at.list()
    const facts = async () =>
      (await at.factsOf(at.account, 'recording.watched')).filter(fact => fact.data['recording'] === newest.id)
    const before = (await facts()).length
    at.desk.time.pass(hour)
    await at.everybodySignsInAnew()
    await Promise.all([1, 2, 3, 4].map(() => at.watch(at.olga, newest.id)))
    assert.equal((await facts()).length, before + 1)
    assert.equal((await facts()).at(-1)!.by_person, at.desk.cast.people.olga)
    at.desk.time.pass(hour - 1)
    await at.watch(at.olga, newest.id)
    assert.equal((await facts()).length, before + 1)
    at.desk.time.pass(1)
    await at.watch(at.olga, newest.id)
    assert.equal((await facts()).length, before + 2)
  })

  test('that grows too large is cut, says where, and takes nothing any more', async () => {
    const recordings = at.open({ mostBytes: 200 })
    const sink = recordings.record(at.entry, shell)
    await sink.write(header)
    const most = said(1, 'x'.repeat(50)) + said(2, 'y'.repeat(50)) + said(3, 'z'.repeat(500))
    await assert.rejects(() => sink.write(most), /largest size/)
    await assert.rejects(() => sink.write(said(4, 'never')), /is over/)
    await sink.close()
    const [newest] = await at.list()
    assert.equal(newest.state, 'cut')
    const text = await at.readWhole(newest.id)
    assert.deepEqual(JSON.parse(text.trimEnd().split('\n').at(-1)!), [
      2,
      'm',
      'cut here: the recording has reached its largest size',
    ])
    assert.ok(text.includes('y'.repeat(50)) && !text.includes('zz') && !text.includes('never'))
    assert.equal(newest.sha256, sha256(text))
  })

  test('whose node dies is not lost: it breaks off where it was, with a checksum of what is there', async () => {
    const recordings = at.open({ everyMs: 5 })
    const sink = recordings.record(at.entry, shell)
    await sink.write(`${header}${said(1, 'before')}[1.5,"m","left out: 12 bytes, 1 lines"]\n`)
    while (recordings.holds() > 0) await new Promise(resolve => setTimeout(resolve, 5))
    const [newest] = await at.list()

    // Five times five minutes: its node says that it is there. Then it is silent.
    for (let i = 0; i < 5; i += 1) {
      at.desk.time.pass(5 * 60_000)
      await recordings.tend()
      await at.desk.round.daily()
    }
    assert.equal((await at.list())[0].state, 'running')
    at.desk.time.pass(21 * 60_000)
    await at.desk.round.daily()
    const [broken] = await at.list()
    assert.deepEqual([broken.id, broken.state, broken.leftOut], [newest.id, 'broken-off', 12])
    assert.equal(broken.sha256, sha256(await at.readWhole(newest.id)))
    // It lived after all: nothing is added to what was closed, and it says so.
    await sink.write(said(9, 'too late'))
    await sink.close()
    assert.ok(!(await at.readWhole(newest.id)).includes('too late'))
    assert.equal(at.told.length, 1, at.told.join())
    assert.equal((await at.factsOf(at.account, 'recording.kept')).length, (await at.list()).length)
  })

  test('survives a rotation of the vault’s keys, and a swapped or changed piece is noticed', async () => {
    const [newest, older] = await at.list()
    const { database } = at.desk.kernel
    await rotateKeys(database, at.vault, new Date(at.desk.time.now))
    const of = { accountId: at.account, recordingId: newest.id }
    assert.equal((await checkRecording(database, at.vault, of)).isAsTold, true)

    await at.desk.sql(
      `update support_visit.recording_chunks c set sealed = o.sealed from support_visit.recording_chunks o
       where c.recording_id = $1 and c.from_byte = 0 and o.recording_id = $2 and o.from_byte = 0`,
      [newest.id, older.id],
    )
    assert.equal((await checkRecording(database, at.vault, of)).isAsTold, false)
    assert.equal((await at.watch(at.olga, newest.id)).status, 500, 'what was swapped is not shown')
    await assert.rejects(
      at.desk.sql("update support_visit.recordings set bytes = 1, sha256 = sha256('x') where id = $1", [
        newest.id,
      ]),
      { constraint: 'ended_recording_stays' },
    )
    await assert.rejects(
      at.desk.sql(`insert into support_visit.recording_chunks values ($1, $2, 1000000, 1000001, 'x')`, [
        at.account,
        newest.id,
      ]),
      { constraint: 'ended_recording_takes_nothing' },
    )
  })

  test('is destroyed when its time is over: the content, not that it was there', async () => {
    at.desk.time.pass(89 * day)
    await at.desk.round.daily()
    await at.everybodySignsInAnew()
    assert.ok((await at.list()).every((one: { destroyedAt: unknown }) => one.destroyedAt === null))
    assert.equal((await at.dora.get('/provider/recording-policy')).body.keepDays, 90)
    assert.equal((await at.dora.put('/provider/recording-policy', { keepDays: 80 })).status, 200)
    await at.desk.round.daily()
    const all = await at.list()
    assert.ok(all.length >= 4)
    for (const one of all) {
      assert.ok(one.destroyedAt && one.sha256 && one.person.name === 'Sam Albers')
      assert.equal(one.command, null)
      refused(await at.watch(at.olga, one.id), 410, 'recording-is-gone')
    }
    const left = await at.desk.sql('select from support_visit.recording_chunks')
    assert.equal(left.length, 0)
    const keys = await at.desk.sql<{ sealed: Buffer | null }>(
      "select sealed from plumbing.secrets where keeper like 'recording:%'",
    )
    assert.ok(keys.length === all.length && keys.every(key => key.sealed === null))
    assert.equal((await at.factsOf(at.account, 'recording.destroyed')).length, all.length)
    await at.desk.round.daily()
    assert.equal((await at.factsOf(at.account, 'recording.destroyed')).length, all.length)
    await at.assertLedgersWhole()
  })
})

describe('recording much', () => {
  let at: Awaited<ReturnType<typeof openShell>>
  before(async () => {
    at = await openShell()
  })
  after(() => at.desk.close())

  test('ten thousand lines a second for a minute: bounded in memory, honest about what is missing', async t => {
    const recordings = at.open()
    const sink = recordings.record(at.entry, shell)
    let most = 0
    let largestWrite = 0
    let now = at.desk.time.now
    const recording = recordAsciicast(
      {
        async write(lines) {
          largestWrite = Math.max(largestWrite, Buffer.byteLength(lines))
          await sink.write(lines)
        },
        close: () => sink.close(),
      },
      { width: 80, height: 24, now: () => now, stopped: () => assert.fail('it stopped') },
    )
    const hundred = Buffer.from(
      Array.from({ length: 100 }, (_, i) => `line ${i} of a log that nobody reads\r\n`).join(''),
    )
    for (let i = 0; i < 6_000; i += 1) {
      recording.output(hundred)
      now += 10
      most = Math.max(most, recordings.holds())
      // As a socket does: the loop goes on between two pieces.
      if (i % 10 === 9) await new Promise(resolve => setImmediate(resolve))
    }
    await recording.end()
    assert.ok(most <= 262_144 + 1_100_000, `${most} bytes waited`)
    assert.equal(recordings.holds(), 0)
    const [kept] = await at.list()
    assert.equal(kept.state, 'complete')
    assert.ok(kept.leftOut > 0, 'more than can be recorded is left out, and that is said')
    const { isAsTold } = await checkRecording(at.desk.kernel.database, at.vault, {
      accountId: at.account,
      recordingId: kept.id,
    })
    assert.ok(isAsTold)
    const [stored] = await at.desk.sql<{ count: number; bytes: number; largest: number }>(
      `select count(*)::int as count, sum(length(sealed))::int as bytes, max(to_byte - from_byte)::int as largest
       from support_visit.recording_chunks`,
    )
    assert.ok(stored!.largest <= 262_144)
    t.diagnostic(
      `600 000 lines: ${kept.bytes} bytes kept as ${stored!.bytes} in ${stored!.count} pieces, ${kept.leftOut} left out; at most ${most} bytes waited, largest write ${largestWrite}`,
    )
  })

  test('a database that does not answer is waited for, by whoever writes, and nothing is lost', async () => {
    const recordings = at.open({ chunkBytes: 1_000, againMs: 10, tries: 3_000 })
    const sink = recordings.record(at.entry, shell)
    await sink.write(header.padEnd(1_001))
    const held = await at.hold('lock table support_visit.recording_chunks in access exclusive mode')
    let isTaken = false
    const lines = Array.from({ length: 100 }, (_, i) => said(i, `line ${i}`)).join('')
    const writing = sink.write(lines).then(() => {
      isTaken = true
    })
    await held.until(1, writing)
    assert.equal(isTaken, false)
    assert.ok(recordings.holds() <= 4_000)
    await held.release()
    await writing
    await sink.close()
    assert.ok((await at.readWhole((await at.list())[0].id)).endsWith(lines))
  })

  test('a recording of an entry that is not there fails, is told, and does not hang', async () => {
    const recordings = at.open({ tries: 2, againMs: 1, everyMs: 1 })
    const sink = recordings.record('00000000-0000-7000-8000-000000000000', shell)
    await sink.write(header)
    await sink.close()
    await assert.rejects(sink.write(said(1, 'x')))
    assert.equal(at.told.length, 1)
    assert.equal(recordings.holds(), 0)
  })

  test('a desk that closes ends what it is recording, and takes no more', async () => {
    const recordings = at.open()
    await recordings.record(at.entry, shell).write(header + said(1, 'last words'))
    await recordings.close()
    const [kept] = await at.list()
    assert.equal(kept.state, 'complete')
    assert.ok((await at.readWhole(kept.id)).includes('last words'))
    await assert.rejects(() => recordings.record(at.entry, shell).write(header), /closing/)
  })
})
