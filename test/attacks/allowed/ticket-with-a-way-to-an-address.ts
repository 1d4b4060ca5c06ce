import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket whose way on leads to an address: he is let in, and taken to the front page',
  why: 'open redirect, response splitting',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', 'https://evil.example/'],
      ],
    }),
  expect: { status: 303, headers: { location: /^\/$/ } },
}
