import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The right name with another port is another origin',
  why: 'RFC 6454 §4',
  request: stage => asks('nginx', stage, { host: 'kaffeerad.example:8443' }),
  expect: { status: 403, body: /stands at another address/ },
}
