import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

export const attack: Attack = {
  says: 'A colleague says in the body that he is whom the grant names',
  why: 'CWE-290: who calls is known from the cookie, never from the body',
  request: async stage =>
    look(await handOver(stage), (await stage.desk.as('ines')).cookie!, {
      body: JSON.stringify({ personId: stage.desk.cast.people.sam }),
    }),
  expect: { status: 404, body: /^(?!.*Zimt)/s },
}
