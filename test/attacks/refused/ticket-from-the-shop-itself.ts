import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A page of the shop (a stored script, say) plants a ticket',
  why: 'only the desk hands over tickets',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
      more: [['Origin', 'https://kaffeerad.example']],
    }),
  expect: { status: 403, body: /another site/ },
}
