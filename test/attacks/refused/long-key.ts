import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A right key with something behind it',
  why: 'Zitadel CVE-2026-27840',
  request: stage => asks('traefik', stage, { key: `${stage.keys.kaffeerad}x` }),
  expect: { status: 403, body: /not known here/ },
}
