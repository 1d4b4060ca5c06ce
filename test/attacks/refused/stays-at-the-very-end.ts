import { hour } from '../../desk.ts'
import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The request that comes at the very millisecond of the end',
  why: 'intervals are half-open',
  before: async ({ desk }) => {
    // Three working days from Monday: Thursday 18:00 in Berlin, but an entry lives twelve hours at most.
    desk.time.pass(12 * hour)
  },
  request: stage => asks('caddy', stage, {}),
  expect: {
    status: 403,
    headers: { 'cache-control': /^no-store$/, 'content-type': /text\/html/ },
    body: /Your access has ended/,
  },
  alone: true,
}
