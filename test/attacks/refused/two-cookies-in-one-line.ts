import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A second cookie of our name in the same line',
  why: 'cookie tossing: which one counts must not be luck',
  request: stage => asks('nginx', stage, { cookie: `${stage.inside}; __Host-einlass-entry=x` }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
