import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'The target /admin/..;/secret',
  why: 'Tomcat behind a reverse proxy reads ..; as ..',
  request: stage => asks('caddy', stage, { target: '/admin/..;/secret' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
