import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin%00.png',
  why: 'a name that ends where C ends it',
  request: stage => asks('caddy', stage, { target: '/admin%00.png' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
