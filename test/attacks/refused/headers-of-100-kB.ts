import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A hundred kilobytes of headers',
  why: 'bounded memory',
  request: stage =>
    asks('caddy', stage, {
      more: Array.from({ length: 100 }, (_, i) => [`X-Filler-${i}`, 'a'.repeat(1_000)] as const),
    }),
  expect: { status: 431 },
}
