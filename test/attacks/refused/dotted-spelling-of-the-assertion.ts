import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor sends the assertion with dots in its name',
  why: "servers that turn every sign which is not a letter into '_'",
  request: stage => asks('caddy', stage, { more: [['X.Einlass.Assertion', 'forged']] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
