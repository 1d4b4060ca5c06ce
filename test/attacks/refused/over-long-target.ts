import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A target of 9 kB',
  why: 'bounded',
  request: stage => asks('traefik', stage, { target: `/${'a'.repeat(9_000)}` }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
