import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPlaying } from './play.ts'
import { openEventReader, type Shown } from './read-events.ts'
import { openTranscript } from './write-transcript.ts'

const header = '{"version":2,"width":100,"height":30}\n'
const line = (...event: unknown[]) => `${JSON.stringify(event)}\n`

function read(text: string) {
  const reader = openEventReader()
  reader.push(text)
  return reader
}
const textOf = (events: readonly Shown[]) =>
  events.flatMap(event => (event.is === 'text' ? [event.text] : [])).join('')

test('what a recording says is tamed again, also where a sequence is spread over several events', () => {
  const { events } = read(
    header +
      line(
        0,
        'o',
        'a\u001b]0;title\u0007b\u001b]52;c;ZXZpbA==\u0007c\u001b]8;;https://evil.example\u001b\\d',
      ) +
      line(1, 'o', 'e\u001b]5') +
      line(2, 'o', '2;c;ZXZpbA==\u0007f\u001b[6n\u001b[cg\u001b[21t\u001bP$qm\u001b\\h\u009d0;x\u009ci'),
  )
  assert.equal(textOf(events), 'abcdefghi')
})

test('what is no event is passed over: time does not go back, sizes have bounds, input is not shown', () => {
  const reader = read(
    `{"version":2,"width":1e9,"height":-1}\n${line(2, 'o', 'x')}{half a line\nnull\n[]\n${line('1', 'o', 'y')}${line(1, 'o', 'z')}` +
      line(3, 'i', 'password') +
      line(3, 'r', '100000x5') +
      line(3, 'r', 'axb') +
      line(1e300, 'm', 'far'),
  )
  assert.deepEqual(reader.size(), { columns: 80, rows: 24 })
  assert.deepEqual(
    reader.events.map(event => event.at),
    [2, 2, 3, 30 * 86_400],
  )
  assert.deepEqual(reader.events[2], { at: 3, is: 'size', columns: 500, rows: 5 })
  assert.ok(!JSON.stringify(reader.events).includes('password'))
})

test('as text: lines with the second in which they began, without colours, overwritten ones as they were left', () => {
  const { events } = read(
    header +
      line(1, 'o', '\u001b[1;32m$ \u001b[0mls\r\n10%\r20%\rdone\r\n') +
      line(2, 'o', 'abx\bc\r\n\u001b[2J\u001b[5;3Hmenu\u001b[6;3Hitem') +
      line(3, 'm', 'left out: 5 bytes, 1 lines'),
  )
  const transcript = openTranscript()
  for (const event of events) transcript.push(event)
  transcript.end()
  assert.deepEqual(
    transcript.lines.map(({ at, text, isMark }) => [at, text, isMark]),
    [
      [1, '$ ls', false],
      [1, 'done', false],
      [2, 'abc', false],
      [2, 'menu', false],
      [2, 'item', false],
      [3, 'left out: 5 bytes, 1 lines', true],
    ],
  )
})

test('playing shows what is due, skips pauses, and begins anew to go back', async () => {
  const reader = read(
    header + line(0, 'o', 'a') + line(1, 'o', 'b') + line(60, 'r', '90x20') + line(60, 'o', 'c'),
  )
  const seen: string[] = []
  const playing = openPlaying(reader, {
    async show(text) {
      seen.push(text)
    },
    resize: (columns, rows) => void seen.push(`${columns}x${rows}`),
    reset: () => void seen.push('reset'),
    close: () => undefined,
  })
  const settle = () => new Promise(resolve => setImmediate(resolve))
  assert.equal(playing.advance(0.5, false), true)
  await settle()
  assert.deepEqual(seen.splice(0), ['a'])
  playing.advance(0.6, true)
  await settle()
  playing.advance(0.1, true)
  assert.ok(playing.position() > 59, `${playing.position()}`)
  await settle()
  assert.deepEqual(seen.splice(0), ['b'])
  assert.equal(playing.advance(10, true), false)
  await settle()
  assert.deepEqual(seen.splice(0), ['90x20', 'c'])
  playing.seek(1)
  await settle()
  assert.deepEqual(seen.splice(0), ['reset', 'ab'])
})
