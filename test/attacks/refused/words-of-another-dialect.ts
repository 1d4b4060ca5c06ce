import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'nginx asks in the words of Caddy: nothing that it did not set itself is read',
  why: "a header that the proxy does not set is the visitor's",
  request: stage => ({ ...asks('caddy', stage), path: '/gate/nginx' }),
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
