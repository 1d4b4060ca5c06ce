import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

export const attack: Attack = {
  says: 'A page of another site makes the visitor’s browser look, to use up what may be seen once',
  why: 'CWE-352',
  request: async stage =>
    look(await handOver(stage), stage.sam.cookie!, {
      more: [
        ['Origin', 'https://evil.example'],
        ['Sec-Fetch-Site', 'cross-site'],
      ],
    }),
  expect: { status: 403, body: /^(?!.*Zimt)(?=.*other-site)/s },
}
