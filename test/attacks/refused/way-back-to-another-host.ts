import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A link that would lead to another host after signing in',
  why: 'open redirect',
  request: stage => asks('caddy', stage, { cookie: null, target: '//evil.example/admin' }),
  expect: { status: 302, headers: { location: /\/enter\/[0-9a-f-]{36}\?to=%2F$/ } },
}
