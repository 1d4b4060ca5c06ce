import assert from 'node:assert/strict'
import { makeEntranceKey, withdrawEntranceKey } from '#server/access/add-resource.ts'
import { type Recording, record } from '#server/access/record.ts'
import { type Attack, asks } from '../attack.ts'
import { type Stage, sendRaw } from '../stage.ts'

let key = ''
export const attack: Attack = {
  says: 'A key that was good a moment ago and was withdrawn',
  why: 'rotation must end what the old key could',
  before: async stage => {
    const { id, accountId } = stage.desk.cast.shops.kaffeerad!
    const made = await change(stage, r => makeEntranceKey(r, accountId, id))
    key = made.key
    assert.equal((await sendRaw(stage, asks('caddy', stage, { key }))).status, 200)
    await change(stage, r => withdrawEntranceKey(r, accountId, id, made.id))
  },
  request: stage => asks('caddy', stage, { key }),
  expect: { status: 403, body: /not known here/ },
}

function change<T>({ desk }: Stage, work: (r: Recording) => Promise<T>): Promise<T> {
  return record(
    desk.kernel,
    { accounts: [desk.cast.shops.kaffeerad!.accountId], by: { rule: 'setup' } },
    work,
  )
}
