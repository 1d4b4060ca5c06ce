import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "The neighbour's proxy asks who is here",
  why: 'one tenant must not look into another',
  request: stage => ({ ...asks('caddy', stage, { key: stage.keys.tulpenkas }), path: '/gate/here' }),
  expect: { status: 403, body: /stands at another address/ },
}
