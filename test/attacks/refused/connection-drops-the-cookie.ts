import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'Connection asks the next hop to drop the cookie',
  why: 'Fabio CVE-2025-48865',
  request: stage => asks('nginx', stage, { more: [['Connection', 'Cookie']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
