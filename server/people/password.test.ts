import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#server/access/refusal.ts'
import { hashPassword, isPassword, refuseWeakPassword } from './password.ts'

const about = ['Olga Ostermann', 'olga@kaffeerad.example', 'Shopwerk']
const refused = (password: string) =>
  assert.rejects(
    refuseWeakPassword(password, about),
    (error: unknown) => error instanceof Refusal && error.code === 'password-too-weak',
    `“${password}” was taken`,
  )

test('too short is refused', async () => {
  for (const password of ['', 'x7!kQ', 'abcdefghijk', 'vier5sechs7']) await refused(password)
})

test('what many people use is refused', async () => {
  for (const password of ['password1234', 'qwertyuiop12', '123456789012', 'iloveyou12345', 'passw0rd1234'])
    await refused(password)
})

test('runs and repetitions are refused', async () => {
  for (const password of ['aaaaaaaaaaaaaaa', 'abcabcabcabcabc', 'abcdefghijklmnop', '111111222222'])
    await refused(password)
})

test('what consists of the person’s own words is refused', async () => {
  for (const password of ['Olga Ostermann', 'kaffeerad2026', 'shopwerk-olga', 'OstermannOlga1'])
    await refused(password)
})

test('long ones and any characters are taken as they are', async () => {
  const long = 'Über allen Gipfeln ist Ruh, in allen Wipfeln spürest du kaum einen Hauch 🌲 '.repeat(10)
  for (const password of ['drei Laternen am Hafen', '   blanks around it   ', long]) {
    await refuseWeakPassword(password, about)
    const hash = await hashPassword(password)
    assert.equal(await isPassword(password, hash), true)
    assert.equal(await isPassword(password.slice(0, -1), hash), false, 'nothing is cut off')
    assert.equal(await isPassword(password.toUpperCase(), hash), false, 'letters keep their case')
  }
})

test('the same characters from another keyboard are the same password', async () => {
  const hash = await hashPassword('drei Läternen am Häfen')
  assert.equal(await isPassword('drei La\u0308ternen am Ha\u0308fen', hash), true)
})
