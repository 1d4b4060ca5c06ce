import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A form through Envoy, whose question has the form's own method",
  why: 'the shop decides what it allows',
  request: stage => asks('envoy', stage, { method: 'POST', more: [['Content-Length', '0']] }),
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
