import { type Attack, asks } from '../attack.ts'
import { fourDaysMs } from '../stage.ts'

export const attack: Attack = {
  says: 'The visitor stays, and no job ever writes down that his time is over',
  why: 'promise 1: open is a question to the clock',
  before: async stage => stage.desk.time.pass(fourDaysMs),
  request: stage => asks('caddy', stage, {}),
  expect: {
    status: 403,
    headers: { 'cache-control': /^no-store$/, 'content-type': /text\/html/ },
    body: /Your access has ended/,
  },
  alone: true,
}
