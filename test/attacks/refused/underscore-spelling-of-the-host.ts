import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A visitor sends X_Forwarded_Host beside the proxy's own header",
  why: 'Traefik GHSA-5m6w-wvh7-57vm, CVE-2026-39858',
  request: stage => asks('caddy', stage, { more: [['X_Forwarded_Host', 'tulpenkas.example']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
