import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A shop that uses the target /admin?next=https://other.example/%2e%2e/',
  why: 'what shops do use stays allowed',
  request: stage => asks('caddy', stage, { target: '/admin?next=https://other.example/%2e%2e/' }),
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
