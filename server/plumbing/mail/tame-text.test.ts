import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isolate, tameLine, tameLines } from './tame-text.ts'

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\r',
      '\n',
      '\u0000',
      '\u2028',
      '\u202e',
      '\u2066',
      '\u2069',
      '\ud83d',
      '\ud83d\ude00',
      'ש',
    ),
  }),
)

test('a line never holds a break, a control or a mark that turns the direction, and never half a character', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 40 }), (typed, longest) => {
      const line = tameLine(typed, longest)
      assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/u)
      assert.ok(line.isWellFormed())
      assert.ok([...line].length <= longest)
    }),
  )
})

test('taming twice is taming once', () => {
  fc.assert(
    fc.property(anything, typed => assert.equal(tameLine(tameLine(typed, 50), 50), tameLine(typed, 50))),
  )
})

test('what stands inside cannot leave its isolate', () => {
  fc.assert(
    fc.property(anything, typed => {
      const [open, close] = [
        [...isolate(tameLine(typed, 100))].filter(sign => sign === '\u2068'),
        [...isolate(tameLine(typed, 100))].filter(sign => sign === '\u2069'),
      ]
      assert.deepEqual([open.length, close.length], [1, 1])
    }),
  )
})

test('ordinary names stay as they are', () => {
  for (const name of ['Olga Ostermann', 'Rösterei am Kanal', 'שלום', '👩‍💻 Shop', "O'Neil & Söhne <GmbH>"])
    assert.equal(tameLine(name, 60), name)
})

test('several lines stay several lines', () => {
  assert.deepEqual(tameLines('one\r\n\r\n\r\n\r\ntwo\rthree\u202e', 100), ['one', '', 'two', 'three'])
  assert.ok(tameLines('x\n'.repeat(5_000), 2_000).join('\n').length <= 2_000)
})
