import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A form of a hundred kilobytes',
  why: 'bounded memory',
  request: stage => posts('arrive', stage, { fields: [['ticket', 'a'.repeat(100_000)]] }),
  expect: { status: 400 },
}
