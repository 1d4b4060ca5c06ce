import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A host in capital letters',
  why: 'RFC 3986 §3.2.2: case does not matter',
  request: stage => asks('caddy', stage, { host: 'KAFFEERAD.example' }),
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
