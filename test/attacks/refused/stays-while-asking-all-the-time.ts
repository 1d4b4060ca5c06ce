import { type Attack, asks } from '../attack.ts'
import { sendRaw } from '../stage.ts'

export const attack: Attack = {
  says: 'A visitor who keeps his answer warm by asking without a pause',
  why: 'SpiceDB 1.57.1: a hot key must expire',
  before: async stage => {
    for (let i = 0; i < 40; i++) await sendRaw(stage, asks('caddy', stage))
    await stage.end('kaffeerad')
  },
  request: stage => asks('caddy', stage, {}),
  expect: {
    status: 403,
    headers: { 'cache-control': /^no-store$/, 'content-type': /text\/html/ },
    body: /Your access has ended/,
  },
  alone: true,
}
