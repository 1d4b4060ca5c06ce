import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'Connection asks the next hop to drop X-Forwarded-Host',
  why: 'Fabio CVE-2025-48865',
  request: stage => asks('caddy', stage, { more: [['Connection', 'close, X-Forwarded-Host']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
