import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor mixes both spellings in lower case',
  why: 'oauth2-proxy CVE-2025-64484',
  request: stage => asks('caddy', stage, { more: [['x-forwarded_uri', '/']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
