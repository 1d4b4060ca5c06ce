import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The token and the key in the query of the question',
  why: 'no secret is read from an address',
  request: stage => ({
    ...asks('caddy', stage, { key: null, cookie: null }),
    path: `/gate/caddy?key=${stage.keys.kaffeerad}&__Host-einlass-entry=${stage.inside}`,
  }),
  expect: { status: 403, body: /not known here/ },
}
