import { type Attack, asks, cookieOf } from '../attack.ts'

export const attack: Attack = {
  says: 'The same cookie twice with the same value',
  why: 'no contradiction',
  request: stage => asks('caddy', stage, { more: [['Cookie', cookieOf(stage.inside)]] }),
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
