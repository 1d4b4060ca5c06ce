import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin x',
  why: 'two request lines in one',
  request: stage => asks('caddy', stage, { target: '/admin x' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
