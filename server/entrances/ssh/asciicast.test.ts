import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bound, recordAsciicast, usualBound } from './asciicast.ts'

type Event = [seconds: number, code: string, data: string]

function stage(
  more: { bound?: Partial<Bound>; addReturns?: boolean; hold?: boolean; broken?: boolean } = {},
) {
  const time = { now: 1_800_000_000_000 }
  let text = ''
  let isClosed = false
  let stopped = 0
  let release: () => void = () => undefined
  const held = more.hold
    ? new Promise<void>(resolve => {
        release = resolve
      })
    : Promise.resolve()
  const recording = recordAsciicast(
    {
      async write(lines) {
        await held
        if (more.broken) throw new Error('the disk is full')
        text += lines
      },
      async close() {
        isClosed = true
      },
    },
    {
      width: 100,
      height: 30,
      now: () => time.now,
      stopped: () => void stopped++,
      bound: { ...usualBound, ...more.bound },
      ...(more.addReturns ? { addReturns: true } : {}),
    },
  )
  const end = async () => {
    release()
    await recording.end()
    const [header, ...events] = text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
    return { header, events: events as Event[], isClosed, stopped }
  }
  return { time, recording, end, text: () => text }
}

test('a header, what was shown with its seconds, and how the screen was resized', async () => {
  const { time, recording, end } = stage()
  recording.output(Buffer.from('$ '))
  time.now += 1_234
  recording.output(Buffer.from('\u001b[1mls\u001b[0m\r\n'))
  recording.resize(120, 40)
  const { header, events, isClosed } = await end()
  assert.deepEqual(header, { version: 2, width: 100, height: 30, timestamp: 1_800_000_000 })
  assert.deepEqual(events, [
    [0, 'o', '$ '],
    [1.234, 'o', '\u001b[1mls\u001b[0m\r\n'],
    [1.234, 'r', '120x40'],
  ])
  assert.ok(isClosed)
})

test('a character that comes in two pieces is one, and what is none becomes a sign for it', async () => {
  const { recording, end } = stage()
  for (const byte of Buffer.from('ü🦊')) recording.output(Buffer.from([byte]))
  recording.output(Buffer.from([0xff, 0x41]))
  recording.output(Buffer.from([0xe2, 0x82]))
  const { events } = await end()
  assert.equal(events.map(event => event[2]).join(''), 'ü🦊\ufffdA\ufffd')
})

test('what is dangerous in a replay is not in it, though it came in pieces', async () => {
  const { recording, end } = stage()
  for (const part of ['safe\u001b]5', '2;c;cm0gLX', 'JmIC8=\u0007', ' and sound\u001b[', '6n'])
    recording.output(Buffer.from(part))
  const { events } = await end()
  assert.equal(events.map(event => event[2]).join(''), 'safe and sound')
})

test('without a terminal, lines begin at their beginning', async () => {
  const { recording, end } = stage({ addReturns: true })
  recording.output(Buffer.from('a\nb\n'))
  assert.deepEqual((await end()).events, [[0, 'o', 'a\r\nb\r\n']])
})

test('more lines than it takes in a second: it says how much it left out, and goes on', async () => {
  const { time, recording, end } = stage({ bound: { linesPerSecond: 1_000 } })
  for (let n = 0; n < 10_000; n++) {
    if (n % 10 === 0) time.now++
    recording.output(Buffer.from(`${n}\n`))
  }
  time.now += 5_000
  recording.output(Buffer.from('afterwards\n'))
  const { events } = await end()
  const shown = events.filter(event => event[1] === 'o').length
  assert.ok(shown >= 2_000 && shown <= 3_100, String(shown))
  const left = events
    .filter(event => event[1] === 'm')
    .reduce((sum, event) => sum + Number(/, (\d+) lines$/.exec(event[2])![1]), 0)
  assert.equal(shown + left, 10_001, 'each line is in it, or counted')
  assert.equal(events.at(-1)![2], 'afterwards\n')
})

test('a sink that does not answer costs no more memory than the bound, and nobody waits for it', async () => {
  const { time, recording, end } = stage({ hold: true, bound: { waiting: 100_000 } })
  const before = process.memoryUsage().heapUsed
  const part = Buffer.from('x'.repeat(1_000))
  for (let n = 0; n < 300_000; n++) {
    if (n % 5 === 0) time.now++
    recording.output(part)
  }
  assert.ok(process.memoryUsage().heapUsed - before < 30_000_000)
  const { events } = await end()
  const bytes = events.filter(event => event[1] === 'o').reduce((sum, event) => sum + event[2].length, 0)
  assert.ok(bytes <= 100_000, String(bytes))
  assert.match(events.at(-1)![2], /^left out: \d+ bytes/)
})

test('whoever is recorded hears once that the sink takes nothing more, and not after his end', async () => {
  const broken = stage({ broken: true })
  for (const text of ['x', 'y', 'z']) {
    broken.recording.output(Buffer.from(text))
    await new Promise(resolve => setImmediate(resolve))
  }
  const { isClosed, stopped } = await broken.end()
  assert.deepEqual([isClosed, stopped], [true, 1])

  const ended = stage({ broken: true })
  assert.equal((await ended.end()).stopped, 0)
  const whole = stage()
  whole.recording.output(Buffer.from('x'))
  assert.equal((await whole.end()).stopped, 0)
})
