import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor spells only the last hyphen of the key otherwise',
  why: 'a name that begins as ours does is not ours yet',
  request: stage => asks('caddy', stage, { more: [['X-Einlass-Gate_Key', stage.keys.tulpenkas]] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
