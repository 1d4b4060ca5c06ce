// ending → ended only with witnesses: as long as an entrance does not refuse what it let in, nothing is called ended.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { confirmEnded } from '#server/access/5-end/confirm-ended.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { record } from '#server/access/record.ts'
import { openScene, type Scene } from '../endings/scene.ts'

describe('a grant that is ending', () => {
  let scene: Scene
  let grant: string
  let account: string
  before(async () => {
    scene = await openScene({ withoutRounds: true })
    account = scene.accountOf('kaffeerad')
    grant = (await scene.turnOn('kaffeerad', ['sam']))[0]!
    await scene.enter('kaffeerad', 'sam')
    await record(scene.desk.kernel, { accounts: [account], by: { person: scene.desk.cast.people.olga } }, r =>
      endAccess(r, account, [grant], 'revoked'),
    )
  })
  after(() => scene.desk.close())

  for (const why of ['the gate still lets it in', 'the gate could not look: it is not there'])
    test(`is not ended while an entry has no witness: ${why}`, async () => {
      const [told] = await confirmEnded(scene.desk.kernel, async () => ({ refused: false, why }), account, [
        grant,
      ])
      assert.deepEqual(told!.openPoints, [why])
      assert.equal(told!.endedAt, null)
      assert.equal(told!.entries[0]!.refusedAt, null)
      assert.equal((await scene.grantOf(grant)).ended_at, null)
    })

  test('is ended when the gate itself has refused what it let in, and says so', async () => {
    await scene.desk.round.tend()
    const { ended_at, witness } = await scene.grantOf(grant)
    assert.ok(ended_at)
    assert.match(witness![0]!.how, /refused at the gate/)
  })
})
