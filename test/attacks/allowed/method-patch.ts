import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor who is inside uses PATCH',
  why: 'the shop decides what it allows',
  request: stage => asks('caddy', stage, { method: 'PATCH' }),
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
