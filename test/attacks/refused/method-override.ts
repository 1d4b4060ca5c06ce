import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A form that says it is only reading',
  why: 'a method is what the proxy says, not what a header pretends',
  request: stage =>
    asks('caddy', stage, { cookie: null, method: 'POST', more: [['X-HTTP-Method-Override', 'GET']] }),
  expect: { status: 401, headers: { location: undefined } },
}
