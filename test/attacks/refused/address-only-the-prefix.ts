import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '/gate/ is no address of the gate',
  why: 'exact addresses',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/' }),
  expect: { status: 404 },
}
