import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: '/gate/apache is no address of the gate',
  why: 'exact addresses',
  request: stage => ({ ...asks('caddy', stage), path: '/gate/apache' }),
  expect: { status: 404 },
}
