import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact, FactAbout, FactKind } from '#server/access/fact.ts'
import { findFirstEntries } from './about-entries.ts'
import { gatherNews } from './gather-news.ts'

const t0 = Date.UTC(2026, 10, 23, 9)
const iso = (at: number) => new Date(at).toISOString()
const openingOf = new Map([
  ['g1', 'A'],
  ['g2', 'A'],
  ['g3', 'B'],
  ['g4', 'C'],
])

let seq = 0
function fact(kind: FactKind, about: FactAbout, data: Fact['data'] = {}, at = t0): Fact {
  seq += 1
  return {
    accountId: 'a',
    seq,
    at,
    kind,
    byPerson: 'olga',
    byRule: null,
    behalfOf: null,
    about: { resource: 'shop', ...about },
    data,
  }
}
const opened = (grant: string, at = t0) => fact('grant.opened', { grant }, { endsAt: iso(t0 + 1_000) }, at)
const ending = (grant: string, cause: string, at = t0) =>
  fact('grant.ending', { grant }, { cause, endingAt: iso(at) }, at)
const ended = (grant: string, at = t0) => fact('grant.ended', { grant }, {}, at)
const gather = (...facts: Fact[]) => gatherNews(facts, openingOf, new Set(['r']))

test('an opening for several agents is one piece of news', () => {
  assert.deepEqual(gather(opened('g1'), opened('g2')), [
    { kind: 'opened', openingId: 'A', until: new Date(t0 + 1_000), replaces: [] },
  ])
})

test('what a new opening replaces belongs to it, and is no ending', () => {
  const news = gather(
    opened('g1'),
    opened('g2'),
    opened('g3'),
    ending('g1', 'replaced'),
    ending('g2', 'replaced'),
  )
  assert.deepEqual(
    news.map(one => one.kind === 'opened' && [one.openingId, one.replaces]),
    [
      ['A', []],
      ['B', ['A']],
    ],
  )
})

test('what ends together is one piece of news, proven when every part is', () => {
  const [one, ...more] = gather(
    ending('g1', 'revoked'),
    ending('g2', 'revoked'),
    ended('g1', t0 + 5),
    ended('g2', t0 + 9),
  )
  assert.deepEqual(more, [])
  assert.ok(one?.kind === 'ended')
  assert.deepEqual(one.grantIds, ['g1', 'g2'])
  assert.deepEqual([...one.confirmed.values()], [new Date(t0 + 5), new Date(t0 + 9)])
})

test('switched off and on and off within one millisecond stays in order', () => {
  const news = gather(ending('g1', 'revoked'), opened('g3'), ending('g3', 'revoked'))
  assert.deepEqual(
    news.map(one => one.kind),
    ['ended', 'opened', 'ended'],
  )
})

test('a proof whose ending was told before is news of its own', () => {
  assert.deepEqual(gather(ended('g1'), ended('g2', t0 + 3)), [
    { kind: 'confirmed', shopId: 'shop', grantIds: ['g1', 'g2'], at: new Date(t0 + 3) },
  ])
})

test('an end that is moved twice is told with the first and the last; moved back it is no news', () => {
  const move = (from: number, to: number, at: number) =>
    fact('grant.end-moved', { grant: 'g1' }, { from: iso(from), to: iso(to) }, at)
  const [news] = gather(move(1, 2, t0), move(2, 3, t0 + 1))
  assert.ok(news?.kind === 'moved')
  assert.deepEqual([news.from, news.to, news.at], [new Date(1), new Date(3), new Date(t0 + 1)])
  assert.deepEqual(gather(move(1, 2, t0), move(2, 1, t0 + 1)), [])
})

test('other doors, other requests and what the desk tells itself are no news', () => {
  const other = [
    opened('of another door'),
    ending('of another door', 'revoked'),
    fact('request.asked', { request: 'of another door' }),
    fact('owner.told', { grant: 'g1' }),
    fact('owner.reminded', { grant: 'g1' }),
    fact('entry.closed', { entry: 'e' }),
    fact('entry.opened', { entry: 'e', grant: 'of another door' }, { grants: ['of another door'] }),
  ]
  assert.deepEqual(gather(...other), [])
})

test('requests are told as asked, decided and lapsed', () => {
  const news = gather(
    fact('request.asked', { request: 'r' }),
    fact('request.decided', { request: 'r' }, { outcome: 'refuse', note: 'no' }),
    fact('request.lapsed', { request: 'r' }),
  )
  assert.deepEqual(
    news.map(one => one.kind),
    ['asked', 'decided', 'lapsed'],
  )
})

test('the first entry of each opening is found, and what came after it goes with it', () => {
  const entered = (entry: string, ...grants: string[]) =>
    fact('entry.opened', { entry, grant: grants[0] }, { grants })
  const news = gather(
    entered('e1', 'g1'),
    entered('e2', 'g2'),
    entered('e3', 'g1', 'g3'),
    entered('e4', 'g4'),
  )
  assert.deepEqual(
    findFirstEntries(news, id => id === 'C'),
    new Map([
      ['e1', { openingIds: ['A'], further: ['e2'] }],
      ['e3', { openingIds: ['B'], further: [] }],
    ]),
  )
})
