// Cause 'person-deactivated': whoever leaves the provider is out everywhere, at once.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { demoPassword, people } from '#db/seeds/cast.ts'
import { arrive } from '../gate.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('a person is deactivated', () => {
  let scene: Scene
  let inside: Inside
  let team: { grant: string; sam: string; ines: string }
  const deactivation = () => `/provider/people/${scene.desk.cast.people.sam}/deactivation`
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    const [grant] = await scene.turnOn('roesterei', 'team')
    team = {
      grant: grant!,
      sam: await scene.enter('roesterei', 'sam'),
      ines: await scene.enter('roesterei', 'ines'),
    }
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('only the desk may do it, and nobody to himself', async () => {
    assert.equal((await scene.ines.post(deactivation())).status, 403)
    assert.equal((await scene.olga.post(deactivation())).status, 404)
    const herself = `/provider/people/${scene.desk.cast.people.dora}/deactivation`
    assert.equal((await scene.dora.post(herself)).status, 403)
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
  })

  test('he is out of every account at once, by his own grants and by those of his team', async () => {
    const { status, body } = await scene.dora.post(deactivation(), { note: 'ausgeschieden' })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body, { endedGrants: 2, closedEntries: 4, endedSessions: 1 })
    for (const [shop, cookie] of [
      ['kaffeerad', inside.cookies.samAtKaffeerad],
      ['roesterei', inside.cookies.samAtRoesterei],
      ['roesterei', team.sam],
      ['tulpenkas', inside.cookies.samAtTulpenkas],
    ] as const) {
      await scene.assertRefused(shop, cookie)
      await scene.assertClosed(cookie, 'person-deactivated', scene.desk.time.now, 'dora')
    }
  })

  test('his sign-in is over and he gets no other', async () => {
    assert.equal((await scene.sam.get('/me')).status, 401)
    const again = await scene.desk.anybody.post('/session', {
      address: people.sam.address,
      password: demoPassword,
    })
    assert.equal(again.status, 401)
    assert.equal(again.body.code, 'sign-in-failed')
  })

  test('the receipts of every owner say why', async () => {
    const { grants } = inside
    const at = scene.desk.time.now
    await scene.assertEnded(grants.samAtKaffeerad, 'person-deactivated', at, 'dora')
    const receipt = await scene.assertEnded(grants.samAtTulpenkas, 'person-deactivated', at, 'dora')
    assert.ok(receipt.entries[0].refusedAt)
    await scene.assertLedgersWhole()
  })

  test('the colleague goes on, and so does the grant of the team', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('roesterei', team.ines)
    assert.equal((await scene.grantOf(team.grant)).ending_at, null)
  })

  test('nothing can be opened for him any more', async () => {
    const { body: before } = await scene.olga.get(scene.switchOf('kaffeerad'))
    const answer = await scene.olga.put(
      scene.switchOf('kaffeerad'),
      {
        until: { preset: 'one-week' },
        mode: 'full',
        who: { kind: 'named', people: [scene.desk.cast.people.sam] },
      },
      { 'if-match': `"${before.version}"` },
    )
    assert.equal(answer.body.code, 'not-in-the-support-team')
  })

  test('doing it twice changes nothing', async () => {
    const { body } = await scene.dora.post(deactivation())
    assert.deepEqual(body, { endedGrants: 0, closedEntries: 0, endedSessions: 0 })
  })
})

describe('a person is deactivated at the very moment', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())
  const deactivate = (person: 'sam' | 'ines') =>
    scene.dora.post(`/provider/people/${scene.desk.cast.people[person]}/deactivation`)

  test('at which she enters with her team: she does not stay in the books as being inside', async () => {
    await scene.turnOn('tulpenkas', 'team')
    const { body } = await scene.ines.post(`/me/open/${scene.shopId('tulpenkas')}/ticket`, {})
    // The deactivation has looked where she is, and waits before it commits.
    const held = await scene.hold('lock table access.team_members in share mode')
    const gone = deactivate('ines')
    await held.until(1, gone)
    const arriving = arrive(scene.desk, 'tulpenkas', body.ticket)
    await held.until(2, arriving)
    await held.release()
    assert.equal((await gone).status, 200)
    const arrived = await arriving
    if (arrived.status === 303)
      await scene.assertRefused('tulpenkas', arrived.headers['set-cookie']![0]!.split(';')[0]!)
    else assert.equal(arrived.status, 403)
    const open = await scene.desk.sql(
      'select id from access.entries where person_id = $1 and closed_at is null',
      [scene.desk.cast.people.ines],
    )
    assert.deepEqual(open, [])
  })

  test('at which something is opened for him: it ends too, or is not opened', async () => {
    // The owner's transaction has written the grant, and waits before it commits.
    const held = await scene.hold('lock table service_switch.opening_grants in access exclusive mode')
    const opening = scene.olga.put(
      scene.switchOf('kaffeerad'),
      {
        until: { preset: 'one-week' },
        mode: 'full',
        who: { kind: 'named', people: [scene.desk.cast.people.sam] },
      },
      { 'if-match': '"0"' },
    )
    await held.until(1, opening)
    const gone = deactivate('sam')
    await held.until(2, gone)
    await held.release()
    await opening
    assert.equal((await gone).status, 200)
    const live = await scene.desk.sql(
      'select id from access.grants where subject_id = $1 and ending_at is null',
      [scene.desk.cast.people.sam],
    )
    assert.deepEqual(live, [])
    await scene.assertLedgersWhole()
  })
})

describe('a person is deactivated who is inside several accounts', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  test('one of them is busy: he is refused there before it is written down there', async () => {
    const { samAtKaffeerad: cookie } = (await scene.everybodyInside()).cookies
    await scene.assertInside('kaffeerad', cookie)
    const held = await scene.hold(
      `select from access.accounts where id = '${scene.accountOf('kaffeerad')}' for update`,
    )
    const gone = scene.dora.post(`/provider/people/${scene.desk.cast.people.sam}/deactivation`)
    await held.until(1, gone)
    await scene.assertRefused('kaffeerad', cookie)
    assert.equal((await scene.entryOf(cookie)).closed_at, null)
    await held.release()
    assert.equal((await gone).status, 200)
    await scene.assertClosed(cookie, 'person-deactivated', scene.desk.time.now, 'dora')
    await scene.assertLedgersWhole()
  })

  test('the desk dies in between: its next round ends the rest, in the name of who did it', async () => {
    const [grant] = await scene.turnOn('tulpenkas', ['ines'])
    const cookie = await scene.enter('tulpenkas', 'ines')
    // As the first of its transactions leaves it.
    await scene.desk.sql(
      `update people.persons set deactivated_at = $2, deactivated_by = $3, deactivated_note = 'ausgeschieden' where id = $1`,
      [scene.desk.cast.people.ines, new Date(scene.desk.time.now), scene.desk.cast.people.dora],
    )
    scene.desk.time.pass(61_000)
    await scene.desk.round.tend()
    await scene.assertRefused('tulpenkas', cookie)
    await scene.assertClosed(cookie, 'person-deactivated', scene.desk.time.now, 'dora')
    await scene.assertEnded(grant!, 'person-deactivated', scene.desk.time.now, 'dora')
    assert.equal((await scene.grantOf(grant!)).ending_note, 'ausgeschieden')
    await scene.assertLedgersWhole()
  })
})
