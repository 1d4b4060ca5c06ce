import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: "A ticket for one shop at the door of the owner's other shop",
  why: 'a ticket is good for one door',
  request: stage =>
    posts('arrive', stage, {
      key: stage.keys.roesterei,
      host: 'roesterei.example',
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/'],
      ],
    }),
  expect: { status: 403, body: /does not belong here/ },
}
