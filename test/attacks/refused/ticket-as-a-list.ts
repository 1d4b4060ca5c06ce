import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'ticket[] instead of ticket',
  why: 'parsers that make lists of names in brackets',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket[]', stage.ticket('kaffeerad')],
        ['to', '/'],
      ],
    }),
  expect: { status: 410 },
}
