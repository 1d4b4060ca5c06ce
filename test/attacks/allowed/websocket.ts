import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A visitor's page opens a WebSocket",
  why: 'Connection names no header of ours',
  request: stage =>
    asks('caddy', stage, {
      more: [
        ['Connection', 'keep-alive, Upgrade'],
        ['Upgrade', 'websocket'],
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
