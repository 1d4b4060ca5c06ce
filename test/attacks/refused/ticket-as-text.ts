import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A form that says it is text',
  why: 'CSRF with other content types: only the form of the desk is read',
  request: stage =>
    posts('arrive', stage, { type: 'text/plain', body: `ticket=${stage.ticket('kaffeerad')}` }),
  expect: { status: 400 },
}
