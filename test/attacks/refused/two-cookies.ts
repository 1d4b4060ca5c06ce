import { type Attack, asks, cookieOf } from '../attack.ts'

export const attack: Attack = {
  says: 'Somebody plants a second cookie of our name',
  why: 'cookie tossing: which one counts must not be luck',
  request: stage => asks('caddy', stage, { more: [['Cookie', cookieOf(stage.insideTulpenkas)]] }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
