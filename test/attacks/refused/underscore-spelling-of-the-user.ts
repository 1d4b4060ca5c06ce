import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor names himself in the spelling that CGI programs turn into the same variable',
  why: 'oauth2-proxy CVE-2025-64484',
  request: stage => asks('nginx', stage, { more: [['Remote_User', 'mallory']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
