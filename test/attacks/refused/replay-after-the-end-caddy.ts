import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The visitor who wants to stay: the very same cookie after the owner ended it',
  why: 'authentik CVE-2025-29928: replay the real cookie after every kind of end',
  request: stage =>
    asks('caddy', stage, { key: stage.keys.roesterei, host: 'roesterei.example', cookie: stage.ended }),
  expect: {
    status: 403,
    headers: { 'cache-control': /^no-store$/, 'content-type': /text\/html/ },
    body: /Your access has ended/,
  },
}
