// How much a phone with a slow line has to fetch (DESIGN: the console 200 kB of gzipped JavaScript, a page at the door
// 15 kB with everything in it).
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { weighConsole } from '../scripts/weigh-console.ts'
import { startTestDesk, type TestDesk } from './desk.ts'
import { arrive } from './gate.ts'
import { type Stage, setTheEmptyStage, setTheStage } from './matrix/set-the-stage.ts'

test('the console is shown after at most 200 kB of JavaScript, gzipped', t => {
  const { bytes, heaviestPage, files } = weighConsole()
  t.diagnostic(
    `first load: ${(bytes / 1000).toFixed(1)} kB of JavaScript, gzipped (heaviest page: ${heaviestPage})`,
  )
  assert.ok(files.length > 5, 'the built console was not read')
  const said = files.map(file => `${(file.bytes / 1000).toFixed(1)} kB ${file.name}`).join('\n')
  assert.ok(bytes <= 200_000, `${bytes} bytes:\n${said}`)
})

describe('a page at the door has at most 15 kB, and loads nothing more', () => {
  let stage: Stage
  let desk: TestDesk
  before(async () => {
    stage = await setTheStage()
    desk = await startTestDesk({ template: stage.template })
  })
  after(async () => {
    await desk.close()
    await stage.close()
  })
  const isLight = (text: string, title: string) => {
    assert.match(text, /<h1>/, title)
    assert.ok(Buffer.byteLength(text) <= 15_000, `${title}: ${Buffer.byteLength(text)} bytes`)
    assert.doesNotMatch(
      text,
      /<script[^>]+src|<link[^>]+stylesheet|(?:src|href)="(?:https?:)?\/\/(?!localhost)/,
      title,
    )
  }
  const page = async (from: string, path: string, cookie?: string, language = 'de') => {
    const answered = await fetch(from + path, {
      headers: { 'accept-language': language, ...(cookie ? { cookie } : {}) },
    })
    return answered.text()
  }

  for (const language of ['de', 'en', 'nl'])
    test(`signing in (${language})`, async () =>
      isLight(await page(desk.url, '/sign-in', undefined, language), 'sign-in'))
  test('entering a shop that is open', async () => {
    const text = await page(desk.url, `/enter/${stage.olga.shop}`, stage.cookies.support)
    assert.match(text, /\.einlass\/arrive/)
    isLight(text, 'enter')
  })
  test('a shop that is not open', async () =>
    isLight(await page(desk.url, `/enter/${stage.quietShop}`, stage.cookies.support), 'not open'))
  test('setting up a new instance', async () => {
    const empty = await setTheEmptyStage()
    const fresh = await startTestDesk({ template: empty.template })
    try {
      isLight(await page(fresh.url, '/set-up'), 'set-up')
    } finally {
      await fresh.close()
      await empty.close()
    }
  })
  test('being refused at the gate', async () => {
    const refused = await arrive(desk, 'kaffeerad', 'no ticket')
    assert.equal(refused.status, 410)
    isLight(refused.text, 'gate')
  })
})
