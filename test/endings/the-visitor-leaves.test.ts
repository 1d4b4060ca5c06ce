// No grant ends here: the visitor leaves the shop by its own page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('the visitor leaves', () => {
  let scene: Scene
  let inside: Inside
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('not because another site says so', async () => {
    const status = await scene.leave('kaffeerad', inside.cookies.samAtKaffeerad, 'https://evil.example')
    assert.equal(status, 403)
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
  })

  test('and the very cookie is refused from then on', async () => {
    assert.equal(await scene.leave('kaffeerad', inside.cookies.samAtKaffeerad), 200)
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertClosed(inside.cookies.samAtKaffeerad, 'left', scene.desk.time.now, 'sam')
  })

  test('his other visits, his colleague and his grants stay', async () => {
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    assert.equal((await scene.grantOf(inside.grants.samAtKaffeerad)).ending_at, null)
  })

  test('leaving twice writes nothing twice, and he may come again', async () => {
    assert.equal(await scene.leave('kaffeerad', inside.cookies.samAtKaffeerad), 200)
    await scene.assertClosed(inside.cookies.samAtKaffeerad, 'left', scene.desk.time.now, 'sam')
    await scene.assertInside('kaffeerad', await scene.enter('kaffeerad', 'sam'))
    await scene.assertLedgersWhole()
  })
})
