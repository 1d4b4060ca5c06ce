import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A form with a field named __proto__',
  why: 'prototype pollution',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    }),
  expect: { status: 410 },
}
