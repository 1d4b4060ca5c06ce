import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The visitor looks who he is',
  why: 'he sees his name and until when',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/here' }),
  expect: {
    status: 200,
    headers: { 'content-security-policy': /frame-ancestors 'none'/ },
    body: /Sam Albers.*action="\/\.einlass\/leave"/s,
  },
}
