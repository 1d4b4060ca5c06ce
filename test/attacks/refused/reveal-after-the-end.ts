import { hour } from '../../desk.ts'
import type { Attack } from '../attack.ts'
import { handOver, look } from '../hand-over.ts'

let lay: { grant: string; id: string }

export const attack: Attack = {
  says: 'The visitor looks once more a moment after the end, before any round has noted it',
  why: 'open is a question to the clock, never a flag',
  alone: true,
  before: async stage => {
    lay = await handOver(stage)
    stage.desk.time.pass(hour)
  },
  request: async stage => look(lay, (await stage.desk.as('sam')).cookie!),
  expect: { status: 404, body: /^(?!.*Zimt)/s },
}
