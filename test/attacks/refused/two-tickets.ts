import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The field ticket twice',
  why: 'two readers take different ones',
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', 'x'],
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/'],
      ],
    }),
  expect: { status: 400 },
}
