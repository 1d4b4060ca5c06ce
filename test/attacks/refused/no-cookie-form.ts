import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A form that is sent after the visit ended must not look as if it arrived',
  why: 'a redirect would lose the form in silence',
  request: stage => asks('caddy', stage, { cookie: null, method: 'POST' }),
  expect: { status: 401, headers: { location: undefined }, body: /did not arrive/ },
}
