import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'An export that was started before the end goes on asking',
  why: 'authentik CVE-2025-29928',
  request: stage => {
    const raw = asks('caddy', stage, {
      key: stage.keys.roesterei,
      host: 'roesterei.example',
      cookie: stage.ended,
    })
    return { ...raw, headers: raw.headers.filter(([name]) => !/^(Accept|Sec-)/.test(name)) }
  },
  expect: { status: 403, headers: { 'content-type': /problem\+json/ }, body: /"code":"no-open-grant"/ },
}
