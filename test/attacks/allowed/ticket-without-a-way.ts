import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket without a way on',
  why: 'the front page is a good place',
  request: stage => posts('arrive', stage, { fields: [['ticket', stage.ticket('kaffeerad')]] }),
  expect: { status: 303, headers: { location: /^\/$/ } },
}
