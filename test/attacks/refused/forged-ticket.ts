import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'A ticket whose body was changed',
  why: 'the signature is over every sign of it',
  request: stage => {
    const [body = '', signature = ''] = stage.ticket('kaffeerad').split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, person: stage.desk.cast.people.olga })).toString(
      'base64url',
    )
    return posts('arrive', stage, {
      fields: [
        ['ticket', `${forged}.${signature}`],
        ['to', '/'],
      ],
    })
  },
  expect: { status: 410 },
}
