import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor sends X_Forwarded_Proto',
  why: 'Traefik GHSA-5m6w-wvh7-57vm, CVE-2026-39858',
  request: stage => asks('traefik', stage, { more: [['X_Forwarded_Proto', 'http']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
