import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "The neighbour asks at his own shop with a visitor's cookie of this one",
  why: 'one tenant must not look into another',
  request: stage => ({
    ...asks('caddy', stage, { key: stage.keys.tulpenkas, host: 'tulpenkas.example' }),
    path: '/gate/here',
  }),
  expect: { status: 200, body: /^(?!.*Sam)/s },
}
