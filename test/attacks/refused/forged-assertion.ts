import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor brings an assertion',
  why: 'what we sign we do not read',
  request: stage =>
    asks('caddy', stage, { cookie: null, more: [['X-Einlass-Assertion', 'eyJhbGciOiJub25lIn0.e30.']] }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
