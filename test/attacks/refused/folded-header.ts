import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A header that goes on in the next line',
  why: 'obs-fold, RFC 9112 §5.2',
  request: stage => asks('caddy', stage, { more: [['X-Note', 'a\r\n X-Forwarded-Host: evil.example']] }),
  expect: { status: 400 },
}
