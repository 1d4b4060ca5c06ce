import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The visitor who wants to stay, behind nginx',
  why: 'authentik CVE-2025-29928: replay the real cookie after every kind of end',
  request: stage =>
    asks('nginx', stage, { key: stage.keys.roesterei, host: 'roesterei.example', cookie: stage.ended }),
  expect: { status: 403, headers: { 'x-einlass-location': undefined } },
}
