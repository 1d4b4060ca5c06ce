import { type Attack, cookieOf, posts } from '../attack.ts'

export const attack: Attack = {
  says: 'The visitor leaves with a browser that sends Fetch Metadata and no Origin',
  why: 'same-origin is same-origin',
  request: async stage => {
    const raw = posts('leave', stage, {
      more: [
        ['Sec-Fetch-Site', 'same-origin'],
        ['Cookie', cookieOf(await stage.enter('kaffeerad'))],
      ],
    })
    return { ...raw, headers: raw.headers.filter(([name]) => name !== 'Origin') }
  },
  expect: { status: 200, body: /You have left/ },
}
