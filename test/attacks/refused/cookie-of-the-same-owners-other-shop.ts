import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor of one shop tries the other shop of the same owner',
  why: 'an entry is good for one shop',
  request: stage => asks('caddy', stage, { key: stage.keys.roesterei, host: 'roesterei.example' }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
