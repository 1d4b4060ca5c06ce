import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: "Somebody plants a ticket of his own in another person's browser",
  why: 'login CSRF',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
      more: [['Origin', 'https://evil.example']],
    }),
  expect: { status: 403, body: /another site/ },
}
