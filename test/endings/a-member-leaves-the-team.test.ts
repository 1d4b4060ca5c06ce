// No grant ends here: who leaves the team is not in the grant of the team any more. Entry closed with 'left-team'.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { people } from '#db/seeds/cast.ts'
import { arrive } from '../gate.ts'
import { openScene, type Scene } from './scene.ts'

describe('a member leaves the support team', () => {
  let scene: Scene
  let grants: { kaffeerad: string; tulpenkas: string; own: string }
  let cookies: { samAtKaffeerad: string; samAtTulpenkas: string; samAtRoesterei: string; ines: string }
  const leave = (person: 'sam' | 'ines') =>
    scene.dora.delete(
      `/provider/teams/${scene.desk.cast.supportTeam}/members/${scene.desk.cast.people[person]}`,
    )
  const join = async (person: 'sam' | 'ines') => {
    const { name, address, language } = people[person]
    const joined = await scene.dora.post('/provider/staff', {
      teamId: scene.desk.cast.supportTeam,
      name,
      address,
      language,
    })
    assert.equal(joined.status, 201, JSON.stringify(joined.body))
  }
  before(async () => {
    scene = await openScene()
    grants = {
      kaffeerad: (await scene.turnOn('kaffeerad', 'team'))[0]!,
      tulpenkas: (await scene.turnOn('tulpenkas', 'team'))[0]!,
      own: (await scene.turnOn('roesterei', ['sam']))[0]!,
    }
    cookies = {
      samAtKaffeerad: await scene.enter('kaffeerad', 'sam'),
      samAtTulpenkas: await scene.enter('tulpenkas', 'sam'),
      samAtRoesterei: await scene.enter('roesterei', 'sam'),
      ines: await scene.enter('kaffeerad', 'ines'),
    }
    // Noor lets him in by name as well, after he has come in with the team.
    grants.own = await scene.askAndAccept('tulpenkas', 'sam')
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('he is out at once wherever only the team let him in', async () => {
    const { status, body } = await leave('sam')
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body, { closedEntries: 1 })
    await scene.assertRefused('kaffeerad', cookies.samAtKaffeerad)
    await scene.assertClosed(cookies.samAtKaffeerad, 'left-team', scene.desk.time.now, 'dora')
    assert.equal((await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).status, 404)
  })

  test('he goes on where he was let in by name', async () => {
    await scene.assertInside('roesterei', cookies.samAtRoesterei)
    await scene.assertInside('tulpenkas', cookies.samAtTulpenkas)
    await scene.assertOpen(cookies.samAtTulpenkas)
  })

  test('his colleague goes on, and the grants of the team stay', async () => {
    await scene.assertInside('kaffeerad', cookies.ines)
    assert.equal((await scene.grantOf(grants.kaffeerad)).ending_at, null)
    assert.equal((await scene.grantOf(grants.tulpenkas)).ending_at, null)
    await scene.assertLedgersWhole()
  })

  test('what he came into with the team closes with the grant by name that held it on', async () => {
    const ended = await scene.noor.post(
      `/accounts/${scene.accountOf('tulpenkas')}/grants/${grants.own}/ending`,
    )
    assert.equal(ended.body.closedEntries.length, 1)
    await scene.assertRefused('tulpenkas', cookies.samAtTulpenkas)
    await scene.assertClosed(cookies.samAtTulpenkas, 'revoked', scene.desk.time.now, 'noor')
    assert.equal((await scene.grantOf(grants.tulpenkas)).ending_at, null)
  })

  test('when he comes back he may enter again, but the old cookie stays refused', async () => {
    await join('sam')
    await scene.assertRefused('kaffeerad', cookies.samAtKaffeerad)
    await scene.assertInside('kaffeerad', await scene.enter('kaffeerad', 'sam'))
  })

  test('who enters at the very same moment does not stay in the books as being inside', async () => {
    const ticket = await scene.ines.post(`/me/open/${scene.shopId('tulpenkas')}/ticket`, {})
    const held = await scene.hold('lock table access.team_members in share mode')
    const left = leave('ines')
    await held.until(1, left)
    const arriving = arrive(scene.desk, 'tulpenkas', ticket.body.ticket)
    await held.until(2, arriving)
    await held.release()
    assert.equal((await left).status, 200)
    await arriving
    const open = await scene.desk.sql(
      'select id from access.entries where person_id = $1 and closed_at is null',
      [scene.desk.cast.people.ines],
    )
    assert.deepEqual(open, [])
  })
})
