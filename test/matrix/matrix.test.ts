// Who may what, as a picture that everybody can read: a change of rights is a change of these files, seen in review.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { everyOperation } from '../every-operation.ts'
import { type Drawn, drawMatrix } from './draw-matrix.ts'
import { listUncovered } from './list-uncovered.ts'

const committed = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
let drawn: Drawn
before(async () => {
  drawn = await drawMatrix()
})

test('who may what is as committed in who-may-what.txt', () => {
  assert.equal(
    drawn.table,
    committed('who-may-what.txt'),
    'Run `npm run generate`, and look twice at what changed.',
  )
})

test('no call that is refused changes anything, GET never does, and every answer and refusal is in the contract', () => {
  assert.deepEqual(drawn.wrong, [])
})

test('whatever changes something without a fact stands in unaudited.txt with its reason', () => {
  assert.doesNotMatch(drawn.unaudited, /WITHOUT A REASON|needs none/)
  assert.equal(drawn.unaudited, committed('unaudited.txt'), 'Run `npm run generate`.')
})

test('the operations that no test calls are those of uncovered.txt', () => {
  assert.equal(listUncovered(), committed('uncovered.txt'), 'Run `npm run generate`.')
})

test('every operation was done by somebody', () => {
  const never = everyOperation.filter(({ name }) => !new RegExp(`^${name}[ ,].*✔`, 'm').test(drawn.table))
  assert.deepEqual(
    never.map(one => one.name),
    [],
  )
})
