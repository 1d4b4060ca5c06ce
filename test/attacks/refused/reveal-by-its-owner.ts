import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

export const attack: Attack = {
  says: 'Whoever has the owner’s browser reads back what the owner has put down',
  why: 'what was put down is write-only: a stolen session must not become a stolen password',
  request: async stage => look(await handOver(stage), stage.olga.cookie!),
  expect: { status: 404, body: /^(?!.*Zimt)/s },
}
