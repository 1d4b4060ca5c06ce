import assert from 'node:assert/strict'
import { type Attack, posts } from '../attack.ts'
import { sendRaw } from '../stage.ts'

let used = ''

export const attack: Attack = {
  says: 'A ticket that was used already',
  why: 'single use: one insert, one success (CVE-2026-1035)',
  before: async stage => {
    used = stage.ticket('kaffeerad')
    const first = await sendRaw(
      stage,
      posts('arrive', stage, {
        fields: [
          ['ticket', used],
          ['to', '/admin'],
        ],
      }),
    )
    assert.equal(first.status, 303)
  },
  request: stage =>
    posts('arrive', stage, {
      fields: [
        ['ticket', used],
        ['to', '/admin'],
      ],
    }),
  expect: { status: 410, body: /no longer valid/ },
}
