import { type Attack, aPage, cookieOf } from '../attack.ts'

export const attack: Attack = {
  says: 'The whole question of Traefik, with every header that it adds by itself',
  why: "docs/connect-a-shop/traefik.yml and Traefik's documentation of ForwardAuth",
  request: stage => ({
    method: 'GET',
    path: '/gate/traefik',
    headers: [
      ['Host', '127.0.0.1:8080'],
      ['User-Agent', 'Mozilla/5.0'],
      ...aPage,
      ['Accept-Encoding', 'gzip, deflate, br'],
      ['Cookie', cookieOf(stage.inside)],
      ['X-Einlass-Gate-Key', stage.keys.kaffeerad],
      ['X-Forwarded-For', '192.0.2.7'],
      ['X-Forwarded-Host', 'kaffeerad.example'],
      ['X-Forwarded-Method', 'POST'],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Server', 'edge-1'],
      ['X-Forwarded-Uri', '/admin/orders?page=2'],
      ['X-Real-Ip', '192.0.2.7'],
    ],
  }),
  expect: { status: 200, headers: { 'x-einlass-assertion': /./ } },
}
