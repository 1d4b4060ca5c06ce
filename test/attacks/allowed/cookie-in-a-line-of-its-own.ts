import { type Attack, asks, cookieOf } from '../attack.ts'

export const attack: Attack = {
  says: 'HTTP/2 sends cookies in several lines',
  why: 'RFC 9113 §8.2.3',
  request: stage =>
    asks('caddy', stage, {
      cookie: null,
      more: [
        ['Cookie', 'lang=de'],
        ['Cookie', cookieOf(stage.inside)],
      ],
    }),
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
