import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The beginning of a right key',
  why: 'Zitadel CVE-2026-27840',
  request: stage => asks('nginx', stage, { key: stage.keys.kaffeerad.slice(0, 42) }),
  expect: { status: 403, body: /not known here/ },
}
