import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin\\\\..\\\\secret',
  why: 'servers that read a backslash as a slash',
  request: stage => asks('caddy', stage, { target: '/admin\\..\\secret' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
