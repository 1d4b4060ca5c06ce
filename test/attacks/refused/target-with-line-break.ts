import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin%0d%0aSet-Cookie:%20a=b',
  why: 'response splitting',
  request: stage => asks('caddy', stage, { target: '/admin%0d%0aSet-Cookie:%20a=b' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
