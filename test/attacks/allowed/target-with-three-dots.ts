import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A shop that uses the target /a.../..b/c..d',
  why: 'what shops do use stays allowed',
  request: stage => asks('caddy', stage, { target: '/a.../..b/c..d' }),
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
