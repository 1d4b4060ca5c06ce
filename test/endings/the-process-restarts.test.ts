// CVE-2026-9802: restart the process between the revocation and the replay. The same cookie, at another process and at a
// second node.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Desk } from '#server/desk.ts'
import { newClient } from '../desk.ts'
import { askGate } from '../gate.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('the process restarts', () => {
  let scene: Scene
  let inside: Inside
  let first: Desk & { url: string }
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    first = await scene.desk.secondNode()
  })
  after(() => scene.desk.close())

  test('between the ending and the replay: the cookie stays refused, the others go on', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad, first)
    const olga = newClient(first.url, scene.olga.cookie)
    const path = `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.samAtKaffeerad}/ending`
    assert.equal((await olga.post(path)).status, 200)
    await first.close()

    const restarted = await scene.desk.secondNode()
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad, restarted)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad, restarted)
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei, restarted)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas, restarted)
    await scene.assertEnded(inside.grants.samAtKaffeerad, 'revoked', scene.desk.time.now, 'olga')
    await restarted.close()
  })

  test('after the ending was written and before it was proven: the next process proves it', async () => {
    // The process dies at the moment between the two: nobody presents the closed entry again.
    const account = scene.accountOf('roesterei')
    const { endAccess } = await import('#server/access/5-end/end-access.ts')
    const { record } = await import('#server/access/record.ts')
    const crashed = await scene.desk.secondNode()
    await record(crashed.kernel, { accounts: [account], by: { person: scene.desk.cast.people.olga } }, r =>
      endAccess(r, account, [inside.grants.samAtRoesterei], 'revoked'),
    )
    await crashed.close()
    assert.equal((await scene.grantOf(inside.grants.samAtRoesterei)).ended_at, null)

    const restarted = await scene.desk.secondNode()
    await scene.assertRefused('roesterei', inside.cookies.samAtRoesterei, restarted)
    await restarted.round.tend()
    await scene.assertEnded(inside.grants.samAtRoesterei, 'revoked', scene.desk.time.now, 'olga')
  })

  test('with another master key: tokens of before are nobody, so everybody is outside, and nobody gets in by it', async () => {
    const { openDesk } = await import('#server/desk.ts')
    const { deriveKeys } = await import('#server/plumbing/keys.ts')
    const { openLog } = await import('#server/plumbing/log.ts')
    const other = await openDesk({
      databaseUrl: scene.desk.runtimeUrl,
      keys: deriveKeys(Buffer.alloc(32, 9)),
      url: 'http://localhost',
      log: openLog('silent'),
      readTime: () => scene.desk.time.now,
      withoutRounds: true,
    })
    try {
      const url = `http://127.0.0.1:${await other.listen(0, '127.0.0.1')}`
      const ended = await askGate({ cast: scene.desk.cast, url }, 'kaffeerad', inside.cookies.samAtKaffeerad)
      assert.notEqual(ended.status, 200)
      assert.equal(ended.headers['remote-user'], undefined)
    } finally {
      await other.close()
    }
  })
})
