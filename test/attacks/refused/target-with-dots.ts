import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin/../.einlass/arrive',
  why: 'CVE-2021-41773 and its kin',
  request: stage => asks('caddy', stage, { target: '/admin/../.einlass/arrive' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
