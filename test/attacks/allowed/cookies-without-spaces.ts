import { type Attack, asks, cookieOf } from '../attack.ts'

export const attack: Attack = {
  says: 'Cookies without a space behind the semicolon',
  why: 'RFC 6265 §4.2.1 wants one, not every client writes it',
  request: stage =>
    asks('caddy', stage, { cookie: null, more: [['Cookie', `a=b;${cookieOf(stage.inside)};c=d`]] }),
  expect: {
    status: 200,
    headers: {
      'x-einlass-assertion': /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'remote-groups': /^einlass-view,einlass-operate$/,
      'cache-control': /^no-store$/,
      'x-einlass-revision': /^\d+$/,
    },
  },
}
