import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'Content-Length and Transfer-Encoding in one request',
  why: 'request smuggling, RFC 9112 §6.3',
  request: stage => {
    const raw = posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/'],
      ],
    })
    return { ...raw, headers: [...raw.headers, ['Transfer-Encoding', 'chunked']] }
  },
  expect: { status: 400 },
}
