import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '/gate/CADDY is no address of the gate',
  why: 'exact addresses',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/CADDY' }),
  expect: { status: 404 },
}
