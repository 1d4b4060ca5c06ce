import { type Attack, cookieOf, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The visitor leaves',
  why: 'his entry is closed and the cookie goes',
  request: async stage =>
    posts('leave', stage, { more: [['Cookie', cookieOf(await stage.enter('kaffeerad'))]] }),
  expect: {
    status: 200,
    headers: { 'set-cookie': /^__Host-einlass-entry=; .*Max-Age=0$/ },
    body: /You have left/,
  },
}
