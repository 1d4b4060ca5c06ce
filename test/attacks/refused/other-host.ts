import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A proxy with wildcard hosts asks for a host that is not the shop's",
  why: "the forwarded host must be that of the key's shop",
  request: stage => asks('traefik', stage, { host: 'evil.example' }),
  expect: { status: 403, body: /stands at another address/ },
}
