import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A way back of 3 kB',
  why: 'bounded',
  request: stage => asks('caddy', stage, { cookie: null, target: `/${'a'.repeat(3_000)}` }),
  expect: { status: 302, headers: { location: /\/enter\/[0-9a-f-]{36}\?to=%2F$/ } },
}
