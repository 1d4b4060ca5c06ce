import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A right cookie in quotes',
  why: 'one spelling only: what two parsers read differently is not read',
  request: stage => asks('caddy', stage, { cookie: `"${stage.inside}"` }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
