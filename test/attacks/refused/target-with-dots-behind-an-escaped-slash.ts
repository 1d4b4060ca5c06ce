import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /static%2f..%2f..%2fadmin',
  why: 'Traefik GHSA-6jwx-7vp4-9847: raw and decoded path part ways',
  request: stage => asks('caddy', stage, { target: '/static%2f..%2f..%2fadmin' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
