import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A shop whose own headers have underscores',
  why: 'only our names have one spelling',
  request: stage =>
    asks('caddy', stage, {
      more: [
        ['X_Shop_Version', '3'],
        ['api_key', 'abc'],
      ],
    }),
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
