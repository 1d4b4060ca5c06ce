import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeVisit, type Requirement } from './judge-visit.ts'
import type { LedgerFact } from './read-facts.ts'

const day = 86_400_000
const begin = Date.UTC(2026, 10, 23, 9)

function fact(seq: number, kind: string, more: Partial<LedgerFact> = {}): LedgerFact {
  return {
    accountId: 'a',
    seq,
    at: begin + seq,
    kind: kind as LedgerFact['kind'],
    byPerson: 'olga',
    byRule: null,
    behalfOf: null,
    about: { grant: 'g', person: 'sam' },
    data: {},
    previous: Buffer.alloc(32),
    hash: Buffer.alloc(32),
    ...more,
  }
}

function judge(
  facts: LedgerFact[],
  more: {
    door?: string
    reason?: string
    subject?: string
    overAt?: number | null
    now?: number
    endsAt?: null
  } = {},
) {
  const { door = 'support-visit', reason, subject = 'person', overAt = null, now = begin + day } = more
  const opened = fact(1, 'grant.opened', {
    data: { door, subject, permissions: ['shop.view'], beginsAt: new Date(begin).toISOString(), reason },
  })
  const judged = judgeVisit({
    opened,
    facts: [opened, ...facts],
    endsAt: more.endsAt === null ? null : begin + 2 * day,
    overAt,
    now,
  })
  return (requirement: Requirement) => judged.find(one => one.requirement === requirement)!
}
const entry = (seq: number, methods?: string[]) =>
  fact(seq, 'entry.opened', { data: methods ? { methods } : {} })

test('what Einlass cannot know is never shown as met', () => {
  const of = judge([entry(2, ['passkey']), fact(3, 'grant.ended')], { reason: 'T-1', overAt: begin + 3 })
  assert.equal(of('8.2.8').verdict, 'beyond')
  assert.equal(of('8.2.3').verdict, 'beyond')
  assert.equal(of('8.2.7').verdict, 'partly', 'nothing was recorded inside')
})

test('a visit with reason, end, proof and recording shows 8.2.7', () => {
  const facts = [entry(2, ['password', 'totp']), fact(3, 'recording.kept'), fact(4, 'grant.ended')]
  const judged = judge(facts, { reason: 'T-1', overAt: begin + 4 })('8.2.7')
  assert.equal(judged.verdict, 'shown')
  assert.deepEqual(judged.points.find(({ says }) => says === 'over-and-proven')?.facts, [4])
})

test('8.2.7 is missing without a reason, without an end, and while the end is not proven', () => {
  const why = (judged: ReturnType<ReturnType<typeof judge>>) =>
    judged.points.filter(({ met }) => met === false).map(({ says }) => says)
  assert.deepEqual(why(judge([])('8.2.7')), ['reason-given'])
  assert.deepEqual(why(judge([], { reason: 'x', endsAt: null })('8.2.7')), ['has-an-end'])
  const unproven = judge([fact(2, 'grant.ending')], { reason: 'x', overAt: begin + 2 })('8.2.7')
  assert.deepEqual(why(unproven), ['over-and-proven'])
})

test('several factors: a passkey or a code, not a password alone; older entries do not say it', () => {
  const verdict = (...entries: LedgerFact[]) => judge(entries)('8.4').verdict
  assert.equal(verdict(entry(2, ['passkey'])), 'shown')
  assert.equal(verdict(entry(2, ['password', 'totp'])), 'shown')
  assert.equal(verdict(entry(2, ['password'])), 'missing')
  assert.equal(verdict(entry(2, ['provider'])), 'beyond')
  assert.equal(verdict(entry(2, ['passkey']), entry(3)), 'beyond')
  assert.equal(verdict(), 'does-not-apply')
})

test('a secret that was seen has to be changed after it was last seen', () => {
  const seen = fact(5, 'secret.revealed')
  assert.equal(judge([seen])('8.2.2').verdict, 'missing')
  assert.equal(judge([fact(4, 'secret.rotated'), seen])('8.2.2').verdict, 'missing')
  assert.equal(judge([seen, fact(6, 'secret.rotated')])('8.2.2').verdict, 'partly')
})

test('unused for more than 90 days is missing, used in between is not', () => {
  const now = begin + 100 * day
  assert.equal(judge([], { now })('8.2.6').verdict, 'missing')
  const used = fact(2, 'entry.opened', { at: begin + 50 * day })
  assert.equal(judge([used], { now })('8.2.6').verdict, 'shown')
})

test('whoever is blocked loses access with it; of others Einlass was told nothing', () => {
  const ending = fact(2, 'grant.ending', { data: { cause: 'person-deactivated' } })
  assert.equal(judge([ending, fact(3, 'grant.ended')], { overAt: begin + 2 })('8.2.5').verdict, 'shown')
  assert.equal(judge([])('8.2.5').verdict, 'beyond')
})

test('members are no third party', () => {
  assert.equal(judge([], { door: 'members' })('8.2.7').verdict, 'does-not-apply')
})
