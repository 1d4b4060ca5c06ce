import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The token as a bearer token',
  why: 'the cookie is the only way to present an entry',
  request: stage =>
    asks('caddy', stage, { cookie: null, more: [['Authorization', `Bearer ${stage.inside}`]] }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
