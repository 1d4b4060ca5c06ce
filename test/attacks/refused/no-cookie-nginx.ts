import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A stranger with an old link, behind nginx',
  why: 'nobody is let in without an entry',
  request: stage => asks('nginx', stage, { cookie: null }),
  expect: { status: 401, headers: { 'x-einlass-location': /^http:\/\/localhost\/enter\// } },
}
