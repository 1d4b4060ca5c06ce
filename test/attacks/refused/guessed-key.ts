import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A key that nobody made',
  why: 'the proxy proves itself before anything is believed',
  request: stage => asks('caddy', stage, { key: 'A'.repeat(43) }),
  expect: { status: 403, body: /not known here/ },
}
