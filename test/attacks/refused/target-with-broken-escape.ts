import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin%zz',
  why: 'one reader fails, the next guesses',
  request: stage => asks('caddy', stage, { target: '/admin%zz' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
