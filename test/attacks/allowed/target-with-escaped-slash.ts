import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A shop that uses the target /media/a%2Fb.png',
  why: 'what shops do use stays allowed',
  request: stage => asks('caddy', stage, { target: '/media/a%2Fb.png' }),
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
