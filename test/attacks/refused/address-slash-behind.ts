import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '/gate/caddy/ is no address of the gate',
  why: 'exact addresses',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/caddy/' }),
  expect: { status: 404 },
}
