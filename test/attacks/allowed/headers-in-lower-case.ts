import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A proxy that speaks lower case',
  why: 'RFC 9110 §5.1: case does not matter',
  request: stage => {
    const raw = asks('traefik', stage)
    return { ...raw, headers: raw.headers.map(([name, value]) => [name.toLowerCase(), value]) }
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
