import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'Somebody without an entry asks who is here',
  why: 'nobody is named to a stranger',
  request: stage => ({ ...asks('caddy', stage, { cookie: null }), path: '/gate/here' }),
  expect: { status: 200, body: /You are not inside/ },
}
