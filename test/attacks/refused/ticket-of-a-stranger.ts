import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket that was written for somebody to whom nobody has opened',
  why: 'the grants are asked again when the ticket is used',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad', { person: stage.desk.cast.people.noor })],
        ['to', '/'],
      ],
    }),
  expect: { status: 403, body: /It is not open for you/ },
}
