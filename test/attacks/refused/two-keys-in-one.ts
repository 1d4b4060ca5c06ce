import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'Two right keys in one header, as a proxy would join them',
  why: 'a list is not a key',
  request: stage => asks('caddy', stage, { key: `${stage.keys.kaffeerad}, ${stage.keys.tulpenkas}` }),
  expect: { status: 403, body: /not known here/ },
}
