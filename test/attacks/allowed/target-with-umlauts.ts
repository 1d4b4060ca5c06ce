import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A shop that uses the target /r%C3%B6sterei',
  why: 'what shops do use stays allowed',
  request: stage => asks('caddy', stage, { target: '/r%C3%B6sterei' }),
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
