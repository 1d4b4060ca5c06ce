import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The fully qualified spelling of the host',
  why: 'two spellings, two cookies, one shop',
  request: stage => asks('envoy', stage, { host: 'kaffeerad.example.' }),
  expect: { status: 403, body: /stands at another address/ },
}
