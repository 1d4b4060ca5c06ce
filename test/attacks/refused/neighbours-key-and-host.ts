import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A neighbour replays a visitor's cookie at his own shop",
  why: 'one tenant must not speak for another',
  request: stage => asks('caddy', stage, { key: stage.keys.tulpenkas, host: 'tulpenkas.example' }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\// } },
}
