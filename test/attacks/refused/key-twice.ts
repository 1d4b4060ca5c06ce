import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A visitor adds the key of his own shop to the proxy's",
  why: 'the first or the last of two keys: a matter of luck',
  request: stage => asks('caddy', stage, { more: [['X-Einlass-Gate-Key', stage.keys.tulpenkas]] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
