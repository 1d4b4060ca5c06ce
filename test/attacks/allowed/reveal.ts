import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

export const attack: Attack = {
  says: 'The visitor whom the grant names looks at what was put down for him',
  why: 'what must go on working',
  request: async stage => look(await handOver(stage), (await stage.desk.as('sam')).cookie!),
  expect: { status: 200, headers: { 'cache-control': /^no-store$/ }, body: /Zimt-und-Zucker-4711/ },
}
