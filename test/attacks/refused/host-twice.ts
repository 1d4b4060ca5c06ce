import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A visitor's X-Forwarded-Host is left beside the proxy's",
  why: 'oauth2-proxy CVE-2026-40575',
  request: stage => asks('caddy', stage, { more: [['X-Forwarded-Host', 'tulpenkas.example']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
