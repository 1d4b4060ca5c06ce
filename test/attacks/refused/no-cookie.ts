import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A stranger with an old link',
  why: 'nobody is let in without an entry',
  request: stage => asks('caddy', stage, { cookie: null, target: '/admin/orders?page=2' }),
  expect: {
    status: 302,
    headers: {
      location: /\/enter\/[0-9a-f-]{36}\?to=%2Fadmin%2Forders%3Fpage%3D2$/,
      'set-cookie': undefined,
    },
  },
}
