import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A stranger with an old link, behind Envoy',
  why: 'nobody is let in without an entry',
  request: stage => asks('envoy', stage, { cookie: null }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
