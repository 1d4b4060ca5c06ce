import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A proxy that names the usual port',
  why: 'RFC 9110 §4.2.3',
  request: stage => asks('nginx', stage, { host: 'kaffeerad.example:443' }),
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
