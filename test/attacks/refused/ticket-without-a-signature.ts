import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket that nobody signed',
  why: 'alg none, in our own form',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', `${stage.ticket('kaffeerad').split('.')[0]}.`],
        ['to', '/'],
      ],
    }),
  expect: { status: 410 },
}
