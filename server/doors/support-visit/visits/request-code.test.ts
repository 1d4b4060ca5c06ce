import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newCode, readCode, sayCode } from './request-code.ts'

test('a code is read back however somebody has typed it', () => {
  for (let count = 0; count < 200; count++) {
    const code = newCode()
    const said = sayCode(code)
    for (const typed of [
      code,
      said,
      said.toLowerCase(),
      ` ${said} `,
      said.replace('-', ' '),
      said.replace('-', '–'),
      [...code].join(' '),
      [...code.toLowerCase()].join('-'),
      `\u200b${said}`,
    ])
      assert.equal(readCode(typed), code, typed)
  }
})

test('what is no code is none: too short, too long, with letters that no code has', () => {
  for (const typed of ['', 'K7RT', 'K7RT-9QXWW', 'K7RT-9QX0', 'K7RT-9QXI', 'ÄÖÜẞÄÖÜẞ', '%%%%%%%%'])
    assert.equal(readCode(typed), undefined, typed)
})

test('nothing in a code looks or sounds like something else in it', () => {
  const letters = new Set(Array.from({ length: 500 }, newCode).join(''))
  for (const [one, other] of ['0O', '1I', '1L', 'IL', '2Z', '5S', '8B', '6G', 'UV', 'MN']
    .slice(0, 9)
    .map(pair => [...pair]))
    assert.ok(!(letters.has(one!) && letters.has(other!)), `${one} and ${other}`)
  for (const vowel of 'AEIOU') assert.ok(!letters.has(vowel), vowel)
})
