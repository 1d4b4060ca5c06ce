import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'Somebody asks the gate directly, with a live cookie',
  why: 'the proxy proves itself before anything is believed',
  request: stage => asks('caddy', stage, { key: null }),
  expect: { status: 403, body: /not known here/ },
}
