import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A form that says it is JSON',
  why: 'CSRF with other content types: only the form of the desk is read',
  request: stage =>
    posts('arrive', stage, {
      type: 'application/json',
      body: JSON.stringify({ ticket: stage.ticket('kaffeerad'), to: '/' }),
    }),
  expect: { status: 400 },
}
