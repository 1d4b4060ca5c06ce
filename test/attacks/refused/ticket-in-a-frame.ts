import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The way in, hidden in a frame',
  why: 'clickjacking',
  request: stage => {
    const raw = posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
    })
    return {
      ...raw,
      headers: raw.headers.map(([name, value]) =>
        name === 'Sec-Fetch-Dest' ? [name, 'iframe'] : [name, value],
      ),
    }
  },
  expect: { status: 403 },
}
