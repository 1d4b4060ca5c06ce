import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The page that nginx fetches after the end',
  why: 'the reason is found out anew',
  request: stage => ({
    ...asks('nginx', stage, { key: stage.keys.roesterei, host: 'roesterei.example', cookie: stage.ended }),
    path: '/gate/refused',
  }),
  expect: { status: 403, body: /Your access has ended/ },
}
