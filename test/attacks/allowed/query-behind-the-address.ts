import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "Caddy leaves the visitor's own query behind the address of its question",
  why: 'it is not read, so it cannot change the answer',
  request: stage => ({
    ...asks('caddy', stage, { target: '/admin?tab=2' }),
    path: '/gate/caddy?tab=2&X-Einlass-Gate-Key=x',
  }),
  expect: { status: 200, headers: { 'x-einlass-assertion': /./ } },
}
