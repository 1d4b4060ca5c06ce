import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "A script of the shop's page asks in the background after the visit ended",
  why: 'Fetch Metadata: only a navigation is sent elsewhere',
  request: stage => {
    const raw = asks('caddy', stage, { cookie: null })
    return {
      ...raw,
      headers: [...raw.headers.filter(([name]) => !name.startsWith('Sec-')), ['Sec-Fetch-Mode', 'cors']],
    }
  },
  expect: { status: 401, headers: { location: undefined } },
}
