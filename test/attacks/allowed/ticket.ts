import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The way in',
  why: 'a ticket becomes an entry',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
    }),
  expect: {
    status: 303,
    headers: {
      location: /^\/admin$/,
      'set-cookie': /^__Host-einlass-entry=[\w-]{65}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      'cache-control': /^no-store$/,
    },
  },
}
