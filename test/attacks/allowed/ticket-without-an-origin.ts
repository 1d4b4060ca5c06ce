import { type Attack, posts } from '../attack.ts'

export const attack: Attack = {
  says: "The way in with a browser that does not name the page's origin",
  why: 'absent is not another',
  request: stage => {
    const raw = posts('arrive', stage, {
      fields: [
        ['ticket', stage.ticket('kaffeerad')],
        ['to', '/admin'],
      ],
    })
    return { ...raw, headers: raw.headers.filter(([name]) => name !== 'Origin') }
  },
  expect: { status: 303 },
}
