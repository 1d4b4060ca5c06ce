import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'Cookies of the shop whose names end like ours',
  why: 'names are compared whole',
  request: stage =>
    asks('traefik', stage, {
      cookie: `${stage.inside}; x__Host-einlass-entry=1; einlass-entry=2; __Host-einlass-entry2=3`,
    }),
  expect: {
    status: 200,
    headers: {
      'x-einlass-assertion': /^[\w-]+\.[\w-]+\.[\w-]+$/,
      'remote-groups': /^einlass-view,einlass-operate$/,
      'cache-control': /^no-store$/,
      'x-einlass-revision': /^\d+$/,
    },
  },
}
