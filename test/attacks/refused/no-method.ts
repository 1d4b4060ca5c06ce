import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A proxy that does not say which method',
  why: 'the proxy is not set up as documented',
  request: stage => {
    const raw = asks('nginx', stage)
    return { ...raw, headers: raw.headers.filter(([name]) => name !== 'X-Original-Method') }
  },
  expect: { status: 400, body: /^This request cannot be answered\.\n$/ },
}
