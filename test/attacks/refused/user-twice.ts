import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor sends Remote-User twice',
  why: 'identity headers come from us and once',
  request: stage =>
    asks('caddy', stage, {
      more: [
        ['Remote-User', 'mallory'],
        ['remote-user', 'eve'],
      ],
    }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
