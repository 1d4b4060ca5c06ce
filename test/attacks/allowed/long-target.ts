import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A report with a query of 6 kB',
  why: 'what shops do use stays allowed',
  request: stage => asks('nginx', stage, { target: `/report?ids=${'12345,'.repeat(1_000)}` }),
  expect: {
    status: 200,
    headers: {
      'x-einlass-assertion': /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'remote-groups': /^einlass-view,einlass-operate$/,
      'cache-control': /^no-store$/,
      'x-einlass-revision': /^\d+$/,
    },
  },
}
