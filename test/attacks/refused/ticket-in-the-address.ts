import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket as a link',
  why: 'a secret in an address ends up in logs, and a GET changes nothing',
  request: stage => ({ ...posts('arrive', stage), method: 'GET', path: '/gate/arrive' }),
  expect: { status: 405 },
}
