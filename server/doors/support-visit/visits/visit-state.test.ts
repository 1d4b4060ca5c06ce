import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visitState } from './visit-state.ts'

const table = [
  [{ request: 'pending' }, 'asked', 'nobody has answered'],
  [{ request: 'rejected' }, 'refused', 'the owner said no'],
  [{ request: 'lapsed' }, 'lapsed', 'nobody answered in time'],
  [{ request: 'withdrawn' }, 'withdrawn', 'support took it back'],
  [{ request: 'withdrawn', isNotNeeded: true }, 'not-needed', 'support said that it need not get in'],
  [{ isNotNeeded: true }, 'not-needed', 'it never asked'],
  [{ request: 'approved', grant: 'open', artefacts: ['wanted'] }, 'preparing', 'something is not there yet'],
  [{ grant: 'open', artefacts: ['present', 'wanted'] }, 'preparing', 'one of two is not there yet'],
  [{ grant: 'scheduled' }, 'preparing', 'it has not begun'],
  [{ request: 'approved', grant: 'open' }, 'open', 'nothing outside is needed'],
  [{ grant: 'open', artefacts: ['present'] }, 'open', 'the owner let him in by himself'],
  [{ grant: 'ending', artefacts: ['removing'] }, 'ending', 'it is not proven yet'],
  [{ grant: 'ended', artefacts: ['gone'] }, 'ended', 'it is proven'],
] as const

for (const [given, then, because] of table)
  test(`a visit is ${then} when ${because}`, () => {
    assert.equal(
      visitState({ isNotNeeded: false, request: null, grant: null, artefacts: [], ...given }),
      then,
    )
  })
