import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor who is inside sends Remote-User: the answer names himself',
  why: 'the proxy replaces the header with ours',
  request: stage => asks('caddy', stage, { more: [['Remote-User', 'mallory']] }),
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
