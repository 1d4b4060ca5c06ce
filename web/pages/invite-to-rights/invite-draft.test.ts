import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostInvitedAtOnce as mostOfContract } from '#contract/rights-invitations.ts'
import type { Catalogue } from '../person/boxes.ts'
import { emptyDraft, isDone, mostInvitedAtOnce, readAddresses, steps, wishOf } from './invite-draft.ts'

const zone = 'Europe/Berlin'
const now = Date.UTC(2026, 10, 23, 11)
const catalogue: Catalogue = {
  groups: [{ name: 'domains', permissions: [{ name: 'domains.dns', risk: 'operate', give: true }] }],
  texts: { groups: {}, permissions: {}, audiences: {} },
  presets: [{ audience: 'agency', outsider: true, permissions: ['domains.dns'] }],
}

test('addresses are read however they were pasted, each once', () => {
  const { invited, wrong } = readAddresses(
    'anna@example.org, Bert Beispiel <bert@example.org>;\n\n"Carla, nein" \n carla@bücher.example ANNA@example.org',
  )
  assert.deepEqual(invited, [
    { address: 'anna@example.org' },
    { address: 'bert@example.org', name: 'Bert Beispiel' },
    { address: 'carla@xn--bcher-kva.example' },
  ])
  assert.deepEqual(wrong, ['"Carla', 'nein"'])
  assert.deepEqual(readAddresses('a@b, @example.org, a@b@example.org, a@exa/mple.org').wrong.length, 4)
  assert.equal(readAddresses(`${'a'.repeat(300)}@example.org`).wrong.length, 1)
  assert.deepEqual(readAddresses('  '), { invited: [], wrong: [] })
})

test('as many are invited at once as the desk takes', () => {
  assert.equal(mostInvitedAtOnce, mostOfContract)
})

test('one goes on when a step says all that it must, and there is no wish before', () => {
  const is = (draft: Parameters<typeof isDone>[1]) =>
    steps.filter(step => isDone(step, draft, catalogue, now, zone))
  const empty = emptyDraft('nl')
  assert.deepEqual(is(empty), ['where', 'until'])
  assert.equal(wishOf(empty, catalogue, now, zone), null)
  const many = Array.from({ length: 21 }, (_, index) => `a${index}@example.org`).join('\n')
  assert.ok(!is({ ...empty, addresses: many }).includes('who'))

  const whole = { ...empty, addresses: 'anna@example.org', audience: 'agency' as const }
  assert.deepEqual(wishOf(whole, catalogue, now, zone), {
    audience: 'agency',
    scopeId: null,
    permissions: ['domains.dns'],
    until: { local: '2026-12-23T18:00', zone },
  })
  assert.equal(wishOf({ ...whole, permissions: [] }, catalogue, now, zone), null)
  assert.equal(wishOf({ ...whole, scope: { in: 'one', id: '' } }, catalogue, now, zone), null)
  const endless = { choice: 'endless' as const, local: '', reason: ' ' }
  assert.equal(wishOf({ ...whole, audience: 'employee', end: endless }, catalogue, now, zone), null)
})
