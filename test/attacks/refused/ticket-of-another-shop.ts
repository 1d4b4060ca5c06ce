import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket for one shop at the door of another',
  why: 'a ticket is good for one door',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('tulpenkas')],
        ['to', '/'],
      ],
    }),
  expect: { status: 403, body: /does not belong here/ },
}
