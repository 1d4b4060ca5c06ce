import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A list of hosts as a chain of proxies would write it',
  why: "the first of a list is the visitor's own word",
  request: stage => asks('traefik', stage, { host: 'kaffeerad.example, evil.example' }),
  expect: { status: 403, body: /stands at another address/ },
}
