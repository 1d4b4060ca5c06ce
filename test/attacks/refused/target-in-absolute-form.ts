import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target http://evil.example/admin',
  why: 'RFC 9112 §3.2.2: the host of an absolute target wins',
  request: stage => asks('caddy', stage, { target: 'http://evil.example/admin' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
