import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suggestName } from './device-name.ts'

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'

test('a passkey is named after the device, whatever else its browser pretends to be', () => {
  assert.equal(suggestName([], iPhone), 'iPhone')
  assert.equal(suggestName([], android), 'Android')
  assert.equal(suggestName([], 'curl/8'), 'Passkey')
})

test('a name that is taken gets a number that is free', () => {
  assert.equal(suggestName(['iPhone', 'iPhone 2', 'iPhone 4'], iPhone), 'iPhone 3')
})
