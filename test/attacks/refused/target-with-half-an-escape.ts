import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin%2',
  why: 'one reader fails, the next guesses',
  request: stage => asks('caddy', stage, { target: '/admin%2' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
