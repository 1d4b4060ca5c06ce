import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "An address that only begins like Envoy's",
  why: 'exact prefixes',
  request: stage => ({ ...asks('envoy', stage), path: '/gate/envoyadmin' }),
  expect: { status: 404 },
}
