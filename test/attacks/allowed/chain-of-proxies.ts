import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A proxy that names the whole way of the request',
  why: "the visitor's address is no reason to refuse",
  request: stage => {
    const raw = asks('traefik', stage)
    return {
      ...raw,
      headers: raw.headers.map(([name, value]) =>
        name === 'X-Forwarded-For' ? [name, '198.51.100.1, 192.0.2.7'] : [name, value],
      ),
    }
  },
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
