import { type Attack, cookieOf } from '../attack.ts'

export const attack: Attack = {
  says: "The whole question of Envoy: the visitor's own method, path and host, and a few headers in lower case",
  why: "docs/connect-a-shop/envoy.yaml and Envoy's documentation of ext_authz over HTTP",
  request: stage => ({
    method: 'POST',
    path: '/gate/envoy/admin/orders?page=2',
    headers: [
      ['host', 'kaffeerad.example'],
      ['content-length', '0'],
      ['cookie', cookieOf(stage.inside)],
      ['accept', 'text/html'],
      ['sec-fetch-mode', 'navigate'],
      ['x-einlass-gate-key', stage.keys.kaffeerad],
      ['x-forwarded-for', '192.0.2.7'],
      ['x-forwarded-proto', 'https'],
      ['x-envoy-internal', 'true'],
      ['x-envoy-expected-rq-timeout-ms', '5000'],
      ['x-request-id', '4f3f1f2e-8d2f-4a8e-9d1c-2b8f3f0c9c11'],
    ],
  }),
  expect: { status: 200, headers: { 'x-einlass-assertion': /./ } },
}
