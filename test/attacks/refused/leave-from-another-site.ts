import { type Attack, cookieOf, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'Another site makes the visitor leave',
  why: 'CSRF',
  request: stage =>
    posts('leave', stage, {
      more: [
        ['Cookie', cookieOf(stage.inside)],
        ['Origin', 'https://evil.example'],
      ],
    }),
  expect: { status: 403 },
}
