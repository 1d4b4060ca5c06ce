import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The same from a sandboxed frame, whose origin is null',
  why: 'login CSRF',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
      more: [['Origin', 'null']],
    }),
  expect: { status: 403, body: /another site/ },
}
