import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '15 kB in our cookie',
  why: 'fixed length before anything else',
  request: stage => asks('caddy', stage, { cookie: 'A'.repeat(15_000) }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
