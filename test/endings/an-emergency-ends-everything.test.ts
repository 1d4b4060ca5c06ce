// Cause 'emergency': `einlass revoke --all`, from the shell of the machine, in a process of its own beside a running
// desk, without web interface and without sign-in.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import type { Desk } from '#server/desk.ts'
import { day } from '../desk.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

const main = join(import.meta.dirname, '../../server/main.ts')

describe('an emergency ends everything', () => {
  let scene: Scene
  let second: Desk & { url: string }
  let inside: Inside
  let later: string
  let folder: string
  before(async () => {
    // The command reads the time of the machine, so this desk lives in it too.
    scene = await openScene({ startAt: Date.now() })
    second = await scene.desk.secondNode()
    folder = mkdtempSync(join(tmpdir(), 'einlass-emergency-'))
    inside = await scene.everybodyInside({ preset: 'one-week' })
    later = await scene.give('tulpenkas', 'ines', ['shop.view'], {
      beginsAt: scene.desk.time.now + day,
      endsAt: scene.desk.time.now + 2 * day,
    })
  })
  after(async () => {
    await scene.desk.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const einlass = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      env: {
        PATH: process.env['PATH'],
        EINLASS_DATA: folder,
        EINLASS_DATABASE_URL: scene.desk.ownerUrl,
        EINLASS_KEY: Buffer.alloc(32, 1).toString('base64url'),
      },
    })

  test('it has to be said: without --all nothing happens', async () => {
    await assert.rejects(einlass('revoke'), { code: 2 })
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
  })

  test('every grant in every account ends, and it says how many', async () => {
    const { stdout } = await einlass('revoke', '--all', '--note', 'Laptop gestohlen')
    assert.match(stdout, /Ended 5 grants and closed 4 entries/)
  })

  test('every cookie is refused at the running desk and at its second node', async () => {
    for (const [shop, cookie] of [
      ['kaffeerad', inside.cookies.samAtKaffeerad],
      ['kaffeerad', inside.cookies.inesAtKaffeerad],
      ['roesterei', inside.cookies.samAtRoesterei],
      ['tulpenkas', inside.cookies.samAtTulpenkas],
    ] as const)
      for (const node of [scene.desk, second]) await scene.assertRefused(shop, cookie, node)
  })

  test('it is written down and proven, with its note, as done from the command line', async () => {
    for (const id of [...Object.values(inside.grants), later]) {
      const at = (await scene.grantOf(id)).ending_at!.getTime()
      const receipt = await scene.assertEnded(id, 'emergency', at, '– command line')
      assert.equal(receipt.ending.note, 'Laptop gestohlen')
      assert.equal(receipt.ending.by, 'rule: command line')
    }
    const entry = await scene.entryOf(inside.cookies.samAtTulpenkas)
    await scene.assertClosed(
      inside.cookies.samAtTulpenkas,
      'emergency',
      entry.closed_at!.getTime(),
      '– command line',
    )
    await scene.assertLedgersWhole()
  })

  test('what is no access survives: owners are signed in and can open anew', async () => {
    assert.equal((await scene.olga.get('/me')).status, 200)
    // Meanwhile time went on, and the command has written it down.
    scene.desk.time.now = Date.now()
    await scene.turnOn('kaffeerad', ['sam'], { preset: 'one-week' })
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertInside('kaffeerad', await scene.enter('kaffeerad', 'sam'))
  })

  test('said again when nothing is open it ends nothing and is no error', async () => {
    assert.match((await einlass('revoke', '--all')).stdout, /Ended 1 grants and closed 1 entries/)
    assert.match((await einlass('revoke', '--all')).stdout, /Ended 0 grants and closed 0 entries/)
  })
})
