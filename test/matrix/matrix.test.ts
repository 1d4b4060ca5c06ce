// Who may what, as a picture that everybody can read: a change of rights is a change of these files, seen in review.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { everyOperation, operationsByFile } from '../every-operation.ts'
import { type Drawing, startDrawing } from './draw-matrix.ts'
import { listUncovered } from './list-uncovered.ts'

const committed = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
let drawing: Drawing
before(async () => {
  drawing = await startDrawing()
})
after(() => drawing.close())

for (const file of Object.keys(operationsByFile)) {
  test(`contract/${file}.ts: no refused call changes anything, nor does GET, and every answer is one of the contract`, async () => {
    assert.deepEqual(await drawing.draw(file), [])
  })
}

test('who may what is as committed in who-may-what.txt', () => {
  assert.equal(
    drawing.table(),
    committed('who-may-what.txt'),
    'Run `npm run generate`, and look twice at what changed.',
  )
})

test('every operation was done by somebody', () => {
  const never = everyOperation.filter(({ name }) => !new RegExp(`^${name}[ ,].*✔`, 'm').test(drawing.table()))
  // These two need an authenticator or an app that answers a question: test/stories/own-sign-in.test.ts does them.
  assert.deepEqual(
    never.map(one => one.name),
    ['add-passkey', 'confirm-totp'],
  )
})

test('whatever changes something without a fact stands in unaudited.txt with its reason', () => {
  assert.doesNotMatch(drawing.unaudited(), /WITHOUT A REASON|needs none/)
  assert.equal(drawing.unaudited(), committed('unaudited.txt'), 'Run `npm run generate`.')
})

test('the operations that no test calls are those of uncovered.txt', () => {
  assert.equal(listUncovered(), committed('uncovered.txt'), 'Run `npm run generate`.')
})
