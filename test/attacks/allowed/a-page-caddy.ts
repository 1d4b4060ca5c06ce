import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor opens a page, behind caddy',
  why: 'the gate lets in',
  request: stage => asks('caddy', stage, {}),
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
