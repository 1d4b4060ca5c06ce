import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

export const attack: Attack = {
  says: 'A scanner of mails opens the address of a look with the cookie of whom it is for',
  why: 'RFC 9110 §9.2.1: GET is safe; scanners follow every link',
  request: async stage => look(await handOver(stage), stage.sam.cookie!, { method: 'GET' }),
  expect: { status: 404, body: /^(?!.*Zimt)/s },
}
