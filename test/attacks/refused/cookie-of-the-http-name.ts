import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The cookie that an http shop would use, at an https shop',
  why: '__Host- cannot be planted by a sibling host, the plain name can',
  request: stage =>
    asks('caddy', stage, { cookie: null, more: [['Cookie', `einlass-entry=${stage.inside}`]] }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
