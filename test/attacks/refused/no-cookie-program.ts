import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A program without an entry is not sent to a sign-in page',
  why: 'a redirect would be followed as if it were an answer',
  request: stage => ({
    ...asks('traefik', stage, { cookie: null }),
    headers: asks('traefik', stage, { cookie: null }).headers.filter(
      ([name]) => !/^(Accept|Sec-)/.test(name),
    ),
  }),
  expect: {
    status: 401,
    headers: { location: undefined, 'content-type': /problem\+json/ },
    body: /"code":"not-signed-in"/,
  },
}
