import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A right cookie with a sign behind it',
  why: 'Zitadel CVE-2026-27840',
  request: stage => asks('caddy', stage, { cookie: `${stage.inside}A` }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
