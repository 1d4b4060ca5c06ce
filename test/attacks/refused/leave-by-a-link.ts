import { type Attack, cookieOf, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A picture whose address is the way out',
  why: 'GET never changes anything',
  request: stage => ({
    ...posts('leave', stage, { more: [['Cookie', cookieOf(stage.inside)]] }),
    method: 'GET',
  }),
  expect: { status: 405 },
}
