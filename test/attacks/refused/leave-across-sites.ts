import { type Attack, cookieOf, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The same, told by Fetch Metadata alone',
  why: 'CSRF',
  request: stage =>
    posts('leave', stage, {
      more: [
        ['Cookie', cookieOf(stage.inside)],
        ['Sec-Fetch-Site', 'cross-site'],
      ],
    }),
  expect: { status: 403 },
}
