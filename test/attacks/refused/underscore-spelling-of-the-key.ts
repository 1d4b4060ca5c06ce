import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor offers a key in a second spelling',
  why: 'oauth2-proxy CVE-2025-64484',
  request: stage => asks('nginx', stage, { more: [['X_Einlass_Gate_Key', stage.keys.tulpenkas]] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
