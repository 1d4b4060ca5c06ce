import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor shows the entry of one shop at another',
  why: 'an entry is good for one shop',
  request: stage => asks('caddy', stage, { cookie: stage.insideTulpenkas }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
