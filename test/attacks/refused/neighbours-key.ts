import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A neighbour points his proxy, with his own key, at the visitors of this shop',
  why: 'one tenant must not speak for another',
  request: stage => asks('caddy', stage, { key: stage.keys.tulpenkas }),
  expect: { status: 403, body: /stands at another address/ },
}
