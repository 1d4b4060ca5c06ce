// What makes a decision fast may not make it another one: ids that are no strings any more are still the same ids, and what
// is at hand says what the snapshot says, or nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '#server/plumbing/ids.ts'
import { keepAtHand } from './at-hand.ts'
import { buildSnapshots } from './build-snapshots.ts'
import { IdTable } from './id-table.ts'
import { readId, writeId } from './id-words.ts'
import { may } from './may.ts'

const id = fc.uuid().filter(one => !/^[0-]+$/.test(one))

describe('an id as words', () => {
  test('is written as it was read', () => {
    const words = new Int32Array(6)
    fc.assert(
      fc.property(id, one => {
        assert.ok(readId(one, words, 1))
        assert.equal(writeId(words, 1), one)
      }),
    )
  })

  test('is read from nothing that is not that very text', () => {
    const words = new Int32Array(4)
    const signs = fc.constantFrom(...'09afAFgG-:/@`{ \0', 'é', 'İ', 'а', '０', '😀', '')
    fc.assert(
      fc.property(id, fc.nat(35), signs, (one, place, sign) => {
        const other = one.slice(0, place) + sign + one.slice(place + 1)
        // Whatever was read before must not show through.
        readId(one, words, 0)
        if (readId(other, words, 0)) assert.equal(writeId(words, 0), other)
      }),
      { numRuns: 5_000 },
    )
    const one = newId(0)
    for (const other of ['', 'provider', one.toUpperCase(), `${one}0`, ` ${one}`, one.replaceAll('-', '')])
      assert.equal(readId(other, words, 0), false, other)
    assert.equal(readId('00000000-0000-0000-0000-000000000000', words, 0), false)
  })
})

test('a table of ids finds what a map of their texts finds', () => {
  // Ids that differ in one word only, so that many want the same slot.
  const alike = fc.nat(400).map(n => `00000001-0000-4000-8000-${n.toString(16).padStart(12, '0')}`)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(id, alike), fc.nat()), { maxLength: 600 }), pairs => {
      const table = new IdTable<number>()
      const map = new Map<string, number>()
      const words = new Int32Array(4)
      for (const [one, thing] of pairs) {
        readId(one, words, 0)
        assert.equal(table.get(words, 0), map.get(one))
        const slot = table.set(words, 0, thing)
        map.set(one, thing)
        table.words[8 * slot + 4] = thing
      }
      for (const [one, thing] of map) {
        readId(one, words, 0)
        assert.equal(table.get(words, 0), thing)
        assert.equal(
          table.words[8 * table.slotOf(words, 0) + 4],
          thing,
          'what lies beside the id moves with it',
        )
      }
      readId(newId(0), words, 0)
      assert.ok(table.slotOf(words, 0) < 0)
    }),
  )
})

describe('at hand', () => {
  const now = Date.UTC(2026, 0, 5)
  const person = newId(now)
  const shop = newId(now)
  const bare = (one: string) => one.replaceAll('-', '')
  const forEver = '7fffffffffffffff'
  const longAgo = '0'.repeat(16)

  /** An account in which one grant of two is this person's, for one right, the other somebody's, for another. */
  function snapshotOf(account: string, permission: string, closed = false) {
    const grant = (subject: string) =>
      [...[newId(now), subject, shop].map(bare), longAgo, forEver, '0000'].join('')
    const [snapshot] = buildSnapshots([
      {
        id: account,
        kind: 'customer',
        epoch: 1,
        closed,
        grants: {
          permissions: ['audit.export', permission],
          bytes: grant(newId(now)) + grant(person),
          parents: null,
        },
        groupings: null,
        entries: null,
        keys: null,
        panelKeys: null,
        members: null,
        barred: null,
      },
    ])
    return snapshot!
  }
  const mayView = { person, permission: 'shop.view', resource: shop } as const
  const mayOperate = { person, permission: 'shop.operate', resource: shop } as const

  test('is only what was put there and not dropped, for the connection that vouches for it', () => {
    const atHand = keepAtHand()
    const account = newId(now)
    assert.equal(atHand.may(account, null, mayView, now, 1), undefined)
    atHand.put(snapshotOf(account, 'shop.view'), 1)
    assert.equal(atHand.may(account, null, mayView, now, 1), true)
    assert.equal(atHand.may(account, null, mayView, now, 2), undefined)
    atHand.drop(account)
    assert.equal(atHand.may(account, null, mayView, now, 1), undefined)
    atHand.put(snapshotOf(account, 'shop.operate'), 1)
    assert.equal(atHand.may(account, null, mayView, now, 1), false)
    assert.equal(atHand.may(account, null, mayOperate, now, 1), true)
    assert.equal(atHand.may(account, null, { ...mayOperate, person: newId(now) }, now, 1), false)
    assert.equal(atHand.may(account, null, { ...mayOperate, resource: 'everywhere' }, now, 1), false)
  })

  test('is no closed account, and none whose id is not one', () => {
    const atHand = keepAtHand()
    const account = newId(now)
    atHand.put(snapshotOf(account, 'shop.view', true), 1)
    atHand.put(snapshotOf('provider', 'shop.view'), 1)
    for (const one of [account, 'provider', ''])
      assert.equal(atHand.may(one, null, mayView, now, 1), undefined)
  })

  test('begins anew when it is full, and says of nobody what is true of somebody else', () => {
    const rows = 100
    const atHand = keepAtHand(rows)
    const snapshots = Array.from({ length: 3 * rows }, (_, i) =>
      snapshotOf(newId(now), i % 3 === 0 ? 'shop.view' : 'shop.operate'),
    )
    for (const [i, snapshot] of snapshots.entries()) {
      atHand.put(snapshot, 1)
      assert.equal(
        atHand.may(snapshot.account, null, mayView, now, 1),
        may(snapshot, null, mayView, now),
        'just put there',
      )
      for (const before of snapshots.slice(Math.max(0, i - rows), i)) {
        const answer = atHand.may(before.account, null, mayView, now, 1)
        assert.ok(answer === undefined || answer === may(before, null, mayView, now))
      }
    }
  })
})
