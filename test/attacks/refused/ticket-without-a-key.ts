import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket handed over at the desk directly, with a forged host',
  why: 'the entry belongs to the shop of the key',
  request: stage =>
    posts('arrive', stage, {
      key: null,
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
    }),
  expect: { status: 403, body: /not known here/ },
}
