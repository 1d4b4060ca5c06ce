import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin#@evil.example',
  why: 'no browser sends one',
  request: stage => asks('caddy', stage, { target: '/admin#@evil.example' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
