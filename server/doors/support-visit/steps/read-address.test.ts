import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAddress } from './read-address.ts'

for (const [text, read] of [
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.0/24 ', '203.0.113.0/24'],
  ['10.8.0.0/16', '10.8.0.0/16'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['2001:db8::7', '2001:db8::7'],
])
  test(`${text} can stand on a list`, () => assert.equal(readAddress(text!), read))

for (const [text, because] of [
  ['203.0.113.7/24', 'it has bits behind its mask'],
  ['0.0.0.0/0', 'it is everybody'],
  ['203.0.0.0/8', 'it is too wide'],
  ['2001::/16', 'it is too wide'],
  ['127.0.0.1', 'it is the machine itself'],
  ['::1', 'it is the machine itself'],
  ['224.0.0.1', 'nobody comes from there'],
  ['fe80::1', 'it counts in one cable only'],
  ['203.0.113', 'it is no address'],
  ['support.example', 'it is a name'],
  ['203.0.113.7\n203.0.113.8', 'it is two lines'],
  ['', 'it is nothing'],
])
  test(`${JSON.stringify(text)} cannot, because ${because}`, () =>
    assert.equal(readAddress(text!), undefined))
