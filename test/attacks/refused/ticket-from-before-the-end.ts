import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket written while it was open, used after the owner ended it',
  why: 'the grants are asked again when the ticket is used',
  request: stage =>
    posts('arrive', stage, {
      key: stage.keys.roesterei,
      host: 'roesterei.example',
      fields: [
        ['ticket', stage.ticket('roesterei')],
        ['to', '/'],
      ],
    }),
  expect: { status: 403, body: /It is not open for you/ },
}
