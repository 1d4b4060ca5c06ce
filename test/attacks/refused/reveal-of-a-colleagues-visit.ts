import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

export const attack: Attack = {
  says: 'A colleague of the same support team, who found the address of a look in a ticket, tries it',
  why: 'CWE-639: only whom the grant names may look, not his team',
  request: async stage => look(await handOver(stage), (await stage.desk.as('ines')).cookie!),
  expect: { status: 404, body: /^(?!.*Zimt)/s },
}
