import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '65 signs of the right alphabet',
  why: 'a guess is refused before it costs a look into the database',
  request: stage => asks('caddy', stage, { cookie: 'A'.repeat(65) }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
