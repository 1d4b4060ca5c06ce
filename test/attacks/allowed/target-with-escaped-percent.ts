import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A shop that uses the target /sale/50%25-off',
  why: 'what shops do use stays allowed',
  request: stage => asks('caddy', stage, { target: '/sale/50%25-off' }),
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
