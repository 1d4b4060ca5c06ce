import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A proxy that does not say for which host',
  why: 'the proxy is not set up as documented',
  request: stage => {
    const raw = asks('caddy', stage)
    return { ...raw, headers: raw.headers.filter(([name]) => name !== 'X-Forwarded-Host') }
  },
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
