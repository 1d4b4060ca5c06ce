import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A visitor names himself',
  why: 'identity comes from the entry, never from a header',
  request: stage =>
    asks('caddy', stage, {
      cookie: null,
      more: [
        ['Remote-User', 'mallory'],
        ['Remote-Groups', 'einlass-operate'],
      ],
    }),
  expect: { status: 302, headers: { location: /^http:\/\/localhost\/enter\/[0-9a-f-]{36}/ } },
}
