import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor sends an X-Original-URI of his own',
  why: 'oauth2-proxy CVE-2026-40575, in the words of nginx',
  request: stage => asks('nginx', stage, { more: [['X-Original-URI', '/']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
