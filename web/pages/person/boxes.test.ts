import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Catalogue,
  dangersAmong,
  differenceOf,
  groupsToShow,
  inOrder,
  isSame,
  putUpon,
  stateOf,
  takePreset,
  toggle,
  toggleAll,
} from './boxes.ts'

const right = (name: string, give: true | string = true, risk: 'view' | 'operate' | 'danger' = 'view') => ({
  name,
  give,
  risk,
})
const catalogue: Catalogue = {
  groups: [
    {
      name: 'domains',
      permissions: [right('domains.view'), right('domains.dns'), right('domains.transfer', true, 'danger')],
    },
    { name: 'invoices', permissions: [right('invoices.view', 'more-than-you-have')] },
    { name: 'account', permissions: [right('payment.manage', 'not-delegable', 'danger')] },
  ],
  texts: { groups: {}, permissions: {}, audiences: {} },
  presets: [{ audience: 'accountant', outsider: true, permissions: ['domains.view', 'invoices.view'] }],
}

test('the difference is what was ticked and what was unticked', () => {
  assert.deepEqual(differenceOf(['a', 'b'], ['b', 'c']), { added: ['c'], removed: ['a'] })
  assert.ok(isSame(differenceOf(['a', 'b'], ['b', 'a'])))
  assert.ok(!isSame(differenceOf(['a'], [])))
})

test('what two people change is all there afterwards, and nothing else', () => {
  const before = ['view', 'dns', 'pay']
  const mine = ['view', 'dns', 'order']
  const theirs = ['view', 'pay', 'tickets']
  assert.deepEqual(putUpon(theirs, before, mine).sort(), ['order', 'tickets', 'view'])
  // Both ticked the same: it stands there once.
  assert.deepEqual(putUpon(['view', 'order'], ['view'], ['view', 'order']), ['view', 'order'])
  // The other took away what was not touched here: it stays away.
  assert.deepEqual(putUpon([], ['view', 'dns'], ['view', 'dns', 'pay']), ['pay'])
})

test('the box of a group is ticked, half ticked or empty, and ticks or unticks all of them', () => {
  const names = ['a', 'b']
  assert.deepEqual(
    [stateOf(names, []), stateOf(names, ['a', 'z']), stateOf(names, ['b', 'a'])],
    ['none', 'some', 'all'],
  )
  assert.deepEqual(toggleAll(names, ['z']), ['z', 'a', 'b'])
  assert.deepEqual(toggleAll(names, ['a', 'z']), ['z', 'a', 'b'])
  assert.deepEqual(toggleAll(names, ['a', 'z', 'b']), ['z'])
  assert.deepEqual(toggle('a', toggle('a', ['z'])), ['z'])
})

test('a preset is taken over as far as one may give it; what is given already stays within it', () => {
  assert.deepEqual(takePreset(catalogue, 'accountant', []), { permissions: ['domains.view'], isWhole: false })
  assert.deepEqual(takePreset(catalogue, 'accountant', ['invoices.view']), {
    permissions: ['domains.view', 'invoices.view'],
    isWhole: true,
  })
})

test('rights stand in the order of the catalogue, and what it does not know is not left out', () => {
  assert.deepEqual(inOrder(catalogue, ['odd.one', 'invoices.view', 'domains.dns']), [
    'domains.dns',
    'invoices.view',
    'odd.one',
  ])
  assert.equal(groupsToShow(catalogue, ['domains.dns']).length, 3)
  assert.deepEqual(groupsToShow(catalogue, ['odd.one']).at(-1)?.permissions, [
    { name: 'odd.one', risk: 'danger', give: 'not-allowed' },
  ])
  assert.deepEqual(dangersAmong(catalogue, ['domains.dns', 'domains.transfer']), ['domains.transfer'])
})
