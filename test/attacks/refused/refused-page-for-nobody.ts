import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: "Somebody opens the page behind nginx's 403 without ever having been inside",
  why: '/gate/refused tells nothing but what he knows',
  request: stage => ({ ...asks('nginx', stage, { cookie: null }), path: '/gate/refused' }),
  expect: { status: 403, body: /It is not open for you/ },
}
