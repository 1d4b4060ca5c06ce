// Cause 'returned': "Done — return access".
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Inside, openScene, type Scene } from './scene.ts'

let scene: Scene
before(async () => {
  scene = await openScene()
})
after(() => scene.desk.close())

describe('the guest gives back what is his own', () => {
  let inside: Inside
  let helping: string
  before(async () => {
    inside = await scene.everybodyInside()
    await scene.askAndAccept('kaffeerad', 'sam')
    // He also helps to look after the account: a right by which nobody enters a shop.
    helping = await scene.give('kaffeerad', 'sam', ['access.view'], { wholeAccount: true })
    scene.desk.time.pass(60_000)
  })

  test('every grant by which he can enter ends, and his cookie is refused', async () => {
    const { status, body } = await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/return`, {
      note: 'Gelöst',
    })
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.grants.length, 2, 'both overlapping grants')
    assert.equal(body.closedEntries.length, 1)
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertClosed(inside.cookies.samAtKaffeerad, 'returned', scene.desk.time.now, 'sam')
    await scene.assertEnded(inside.grants.samAtKaffeerad, 'returned', scene.desk.time.now, 'sam')
    assert.equal((await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).status, 404)
  })

  test('the colleague who has her own grant goes on, and so do his other shops', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
  })

  test('a grant of his by which nobody enters is not given back with it', async () => {
    assert.equal((await scene.grantOf(helping)).ending_at, null)
  })

  test('giving back what is not open to him is not found, and ends nobody else', async () => {
    assert.equal((await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/return`)).status, 404)
    assert.equal((await scene.dora.post(`/me/open/${scene.shopId('kaffeerad')}/return`)).status, 404)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
  })
})

describe('the guest gives back what his team was given', () => {
  test('the question is solved, so the door closes for his colleagues too, and only there', async () => {
    const [grant] = await scene.turnOn('roesterei', 'team')
    const cookies = {
      sam: await scene.enter('roesterei', 'sam'),
      ines: await scene.enter('roesterei', 'ines'),
    }
    await scene.turnOn('tulpenkas', 'team')
    const elsewhere = await scene.enter('tulpenkas', 'ines')
    const { body } = await scene.sam.post(`/me/open/${scene.shopId('roesterei')}/return`)
    const out = new Set(body.closedEntries.map((entry: { person: { name: string } }) => entry.person.name))
    assert.deepEqual(out, new Set(['Sam Albers', 'Ines Kurz']))
    await scene.assertRefused('roesterei', cookies.sam)
    await scene.assertRefused('roesterei', cookies.ines)
    await scene.assertClosed(cookies.ines, 'returned', scene.desk.time.now, 'sam')
    await scene.assertEnded(grant!, 'returned', scene.desk.time.now, 'sam')
    await scene.assertInside('tulpenkas', elsewhere)
    await scene.assertLedgersWhole()
  })
})
