import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /static%5c..%5cadmin',
  why: 'servers that read a backslash as a slash',
  request: stage => asks('caddy', stage, { target: '/static%5c..%5cadmin' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
