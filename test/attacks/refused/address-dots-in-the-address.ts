import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '/gate/x/../caddy is no address of the gate',
  why: 'exact addresses',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/x/../caddy' }),
  expect: { status: 404 },
}
