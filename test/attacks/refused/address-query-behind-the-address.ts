import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '/gate/caddy?key=1 is no address of the gate',
  why: 'exact addresses',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/caddy?key=1' }),
  expect: { status: 404 },
}
