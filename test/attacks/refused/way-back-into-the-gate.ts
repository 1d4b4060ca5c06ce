import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A link that would lead to an address of ours at the shop',
  why: 'a form is answered there, nobody reads it',
  request: stage => asks('caddy', stage, { cookie: null, target: '/.einlass/leave' }),
  expect: { status: 302, headers: { location: /\/enter\/[0-9a-f-]{36}\?to=%2F$/ } },
}
