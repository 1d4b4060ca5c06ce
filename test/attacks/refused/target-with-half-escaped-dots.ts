import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin/.%2E/secret',
  why: 'CVE-2021-41773 and its kin',
  request: stage => asks('caddy', stage, { target: '/admin/.%2E/secret' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
