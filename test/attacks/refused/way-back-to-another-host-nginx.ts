import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The same behind nginx',
  why: 'open redirect',
  request: stage => asks('nginx', stage, { cookie: null, target: '//evil.example' }),
  expect: { status: 401, headers: { 'x-einlass-location': /\?to=%2F$/ } },
}
