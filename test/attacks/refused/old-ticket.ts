import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket from six minutes ago, found in the history of a shared computer',
  why: 'a ticket lives five minutes',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad', { agedMs: 6 * 60_000 })],
        ['to', '/'],
      ],
    }),
  expect: { status: 410, body: /no longer valid/ },
}
