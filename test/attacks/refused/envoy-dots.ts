import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "Dots right behind Envoy's prefix",
  why: 'the prefix must not be left',
  request: stage => asks('envoy', stage, { target: '/../arrive' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
