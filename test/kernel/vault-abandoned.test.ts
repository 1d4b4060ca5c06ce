// The master key is lost: the command says what that costs, destroys only what nobody can read any more, and the vault
// can be used again.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { VaultIsShut } from '#server/plumbing/vault/open-vault.ts'
import { openTestVault } from '../vault.ts'

let house: Awaited<ReturnType<typeof openTestVault>>
beforeEach(async () => {
  house = await openTestVault()
})
afterEach(() => house.close())

describe('`einlass key abandon`', () => {
  const lost = Buffer.alloc(32, 9)

  test('destroys nothing that the master key opens', async () => {
    await house.keepMany(2)
    const { code, says } = await house.einlass(['key', 'abandon', '--for-good']).ended
    assert.equal(code, 0, says)
    assert.match(says, /Nothing is lost/)
    await house.assertAllRead(2)
  })

  test('says what cannot be read, and destroys it only when that is said', async () => {
    await house.keepMany(3)
    const asked = await house.einlass(['key', 'abandon'], lost).ended
    assert.match(asked.says, /3 secrets cannot be read\. Nothing was changed\./)
    await house.assertAllRead(3)
    const told = await house.einlass(['key', 'abandon', '--for-good'], lost).ended
    assert.match(told.says, /Destroyed: 3 secrets/)
    const node = house.openNode(lost)
    assert.equal(await node.read(house.secret(0)), undefined)
    await node.keep({ ...house.secret(0), value: 'anew' })
    assert.equal((await node.read(house.secret(0)))?.toString(), 'anew')
    await assert.rejects(house.first.read(house.secret(0)), VaultIsShut)
  })
})
