import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A cookie that the visitor himself gave up, found in a backup of the browser',
  why: 'leaving ends the entry, not only the cookie',
  request: stage => asks('caddy', stage, { cookie: stage.left }),
  expect: {
    status: 403,
    headers: { 'cache-control': /^no-store$/, 'content-type': /text\/html/ },
    body: /Your access has ended/,
  },
}
