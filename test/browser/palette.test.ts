import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { say } from '#server/plumbing/text.ts'
import { paletteTexts as texts } from '#texts/de/palette.ts'
import { consoleTexts as english } from '#texts/en/console.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

const paletteOf = ({ page }: Visitor) => page.getByRole('dialog', { name: texts.title })
const isReady = ({ page }: Visitor) => expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
async function callsPalette(visitor: Visitor): Promise<void> {
  await visitor.page.keyboard.press('Control+k')
  await isReady(visitor)
}
/** What the arrow keys have come to, as a screen reader is told it. */
async function chosen(visitor: Visitor): Promise<string> {
  const id = await paletteOf(visitor).getByRole('combobox').getAttribute('aria-activedescendant')
  return id ? visitor.page.locator(`[id="${id}"]`).innerText() : ''
}

for (const device of bothDevices) {
  test(`ending access is the first command, and needs the keyboard only (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { kaffeerad, roesterei } = stage.desk.cast.shops
    const owner = await stage.desk.as('olga')
    await turnOn(owner, kaffeerad!)
    await turnOn(owner, roesterei!)
    const olga = await stage.comes(device, 'olga')
    const { keyboard } = olga.page
    await olga.goes(consolePaths.timeline(kaffeerad!.accountId))
    await olga.isAt(words.timeline.title)

    await callsPalette(olga)
    const palette = paletteOf(olga)
    const field = palette.getByRole('combobox')
    assert.match(await chosen(olga), like(texts.end))
    await expect(palette.getByRole('option', { selected: true })).toHaveCount(1)

    await keyboard.press('Enter')
    await expect(field).toHaveAccessibleName(texts.whichToEnd)
    await expect(palette.getByRole('option').filter({ hasText: 'Kaffeerad' }).first()).toBeVisible()
    await keyboard.type('rosterei')
    await expect(palette.getByRole('option')).toHaveCount(1)
    assert.match(await chosen(olga), like(texts.endOf, { where: 'Rösterei am Kanal' }))
    await keyboard.press('Enter')
    await expect(palette).toBeHidden()
    await expect(
      olga.page.getByRole('heading', { name: like(words.ending.titleOf, { subject: 'Support' }) }),
    ).toBeVisible()
    await olga.reads(like(words.ending.cutGrant, { subject: 'Support', where: 'Rösterei am Kanal' }))
    await olga.press('button', words.ending.now)
    await olga.reads(words.ending.nobodyInside)
    await keyboard.press('Enter')
    await expect(olga.page.getByRole('dialog')).toHaveCount(0)
    await expect(olga.page.getByRole('heading', { level: 1 })).toBeFocused()

    const { body } = await owner.get(`/accounts/${kaffeerad!.accountId}/grants?state=live`)
    const open = body.items.filter((grant: { state: string }) => grant.state === 'open')
    assert.deepEqual(
      open.map((grant: { resource: { name: string } }) => grant.resource.name),
      ['Kaffeerad'],
    )
    await olga.page.context().close()
  })

  test(`it leads to pages and shops, changes the language, and opens by its button (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { kaffeerad } = stage.desk.cast.shops
    const olga = await stage.comes(device, 'olga')
    const { keyboard } = olga.page
    const fetched: string[] = []
    olga.page.on('request', request => fetched.push(request.url()))
    const isFetched = () => fetched.some(url => /\/assets\/palette-/.test(url))
    await olga.goes(consolePaths.account(kaffeerad!.accountId))
    await olga.isAt(words.account.title)
    assert.equal(isFetched(), false, 'nobody waits for it who does not use it')

    await olga.press('button', new RegExp(words.nav.palette))
    const palette = paletteOf(olga)
    await isReady(olga)
    assert.equal(isFetched(), true)
    await keyboard.type('rösterei')
    await olga.press('option', /Rösterei am Kanal/, palette)
    await olga.isAt(words.switch.title)
    assert.ok(olga.page.url().endsWith(stage.desk.cast.shops.roesterei!.id))

    await callsPalette(olga)
    await keyboard.type('wer hineinkommt')
    await keyboard.press('Enter')
    await olga.isAt(words.account.title)

    await callsPalette(olga)
    await keyboard.type('gibt es nicht')
    await olga.reads(say(texts.nothing, { search: 'gibt es nicht' }), palette)
    await keyboard.press('Escape')
    await expect(palette).toBeHidden()

    await callsPalette(olga)
    await keyboard.type('english')
    await keyboard.press('Enter')
    await olga.isAt(english.account.title)
    await (await stage.desk.as('olga')).put('/me/language', { language: 'de' })
    await olga.page.context().close()
  })
}

test('from the choice of what ends, the key Backspace leads back; no single key opens it', {
  skip: noBrowser,
}, async () => {
  const dora = await stage.comes('desktop', 'dora')
  const { keyboard } = dora.page
  await dora.goes(consolePaths.deskAccounts())
  const search = dora.page.getByRole('searchbox')
  await search.fill('Kaffee')
  await search.press('/')
  await expect(search).toHaveValue('Kaffee/')
  await search.press('Tab')
  for (const key of ['/', 'k', '?']) await keyboard.press(key)
  await expect(paletteOf(dora)).toHaveCount(0)

  await callsPalette(dora)
  const field = paletteOf(dora).getByRole('combobox')
  await keyboard.press('Enter')
  await expect(field).toHaveAccessibleName(texts.whichToEnd)
  await keyboard.press('Backspace')
  await expect(field).toHaveAccessibleName(texts.field)
  await keyboard.press('ArrowUp')
  assert.match(await chosen(dora), like(words.nav.signOut))
  await keyboard.press('ArrowDown')
  assert.match(await chosen(dora), like(texts.end))
  await keyboard.type('tulpen')
  await dora.press('option', /Tulpenkas/, paletteOf(dora))
  assert.ok(dora.page.url().endsWith(`/desk/accounts/${stage.desk.cast.shops.tulpenkas!.accountId}`))
  await callsPalette(dora)
  await keyboard.press('Control+k')
  await expect(paletteOf(dora)).toBeHidden()
  await dora.page.context().close()
})

test('whoever was let in gives back by it, and the desk ends what is open anywhere', {
  skip: noBrowser,
}, async () => {
  const { kaffeerad, tulpenkas } = stage.desk.cast.shops
  await turnOn(await stage.desk.as('noor'), tulpenkas!)
  await turnOn(await stage.desk.as('olga'), kaffeerad!)
  const ines = await stage.comes('desktop', 'ines')
  await ines.goes(consolePaths.open())
  await ines.isAt(words.open.title)
  await callsPalette(ines)
  await ines.press('option', like(texts.end))
  await ines.press('option', like(words.open.giveBackOf, { shop: 'Kaffeerad' }))
  await ines.press('button', words.open.giveBackNow)
  await ines.press('button', words.ending.done)

  const dora = await stage.comes('phone', 'dora')
  await dora.goes(consolePaths.deskAccounts())
  await dora.isAt(words.accounts.title)
  await dora.press('button', words.nav.palette)
  await dora.press('option', like(texts.end))
  await dora.press('option', like(texts.endOf, { where: 'Tulpenkas, Tulpenkas' }))
  await dora.reads(words.desk.endHint)
  await dora.press('button', words.ending.now)
  await dora.reads(words.ending.nobodyInside)
  for (const { page } of [ines, dora]) await page.context().close()
})

test('it signs out', { skip: noBrowser }, async () => {
  const sam = await stage.comes('phone', 'sam')
  await sam.goes(consolePaths.open())
  await sam.press('button', english.nav.palette)
  await isReady(sam)
  await sam.page.keyboard.type('sign out')
  await sam.page.keyboard.press('Enter')
  await sam.page.waitForURL(/\/sign-out$/)
  await sam.goes(consolePaths.open())
  await sam.page.waitForURL(/\/sign-in/)
  await sam.page.context().close()
})
