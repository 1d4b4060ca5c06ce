import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'An address with a user part as a host',
  why: 'RFC 3986 §3.2.1',
  request: stage => asks('caddy', stage, { host: 'kaffeerad.example@evil.example' }),
  expect: { status: 403, body: /stands at another address/ },
}
