import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { whyTexts } from '#texts/de/why.ts'
import { hour } from '../desk.ts'
import { enterShop } from '../gate.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { turnOff, turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

const t = whyTexts
const lookIn = { where: 'in Kaffeerad', permission: words.permission.shop.view }

// Opened on Monday for a week, entered on Tuesday before ten, ended on Wednesday. It is Monday again, 11:00.
let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  const { desk } = stage
  account = desk.cast.accounts.olga!
  const kaffeerad = desk.cast.shops.kaffeerad!
  await turnOn(await desk.as('olga'), kaffeerad)
  desk.time.pass(23 * hour + hour / 2)
  await enterShop(desk, 'kaffeerad', await desk.as('ines'))
  desk.time.pass(24 * hour)
  await turnOff(await desk.as('olga'), kaffeerad)
  desk.time.pass(5 * 24 * hour + hour + hour / 2)
})
after(() => stage?.close())

for (const device of bothDevices)
  test(`why could Ines get in last Tuesday, and who else could (${device})`, {
    skip: noBrowser,
  }, async () => {
    const olga = await stage.comes(device, 'olga')
    const { page } = olga
    await olga.goes(consolePaths.why(account))
    await olga.isAt(t.title)
    await olga.reads(t.noPerson)

    await page.getByLabel(t.person, { exact: true }).selectOption({ label: 'Ines Kurz' })
    await olga.reads(like(t.mayNot, { person: 'Ines Kurz', ...lookIn }))
    await olga.reads(t.reason.ended)

    await olga.press('radio', t.earlier)
    await olga.press('button', t.preset.tuesday)
    const said = like(t.could, { person: 'Ines Kurz', at: 'Di., 24.11., 10:00 Uhr (MEZ)', ...lookIn })
    await olga.reads(said)
    await olga.reads(like(t.through, { door: words.door['service-switch'], whom: 'das Team Support' }))
    await expect(page.getByRole('definition').filter({ hasText: 'Olga Ostermann' })).toBeVisible()

    // The address is the question: somebody who gets the link reads the same answer.
    const elsewhere = await olga.opensTab()
    await elsewhere.goes(page.url())
    await elsewhere.reads(said)
    await elsewhere.page.close()

    await olga.press('radio', t.askWho)
    await olga.reads(like(t.whoThen_other, { count: '2', at: 'Di., 24.11., 10:00 Uhr (MEZ)', ...lookIn }))
    const ines = page.getByRole('article').filter({ hasText: 'Ines Kurz' })
    await expect(ines).toContainText(t.wasInside)
    await expect(page.getByRole('article').filter({ hasText: 'Sam Albers' })).not.toContainText(t.wasInside)
    await olga.press('radio', t.now)
    await olga.reads(like(t.whoNow_zero, lookIn))

    await page.getByLabel(t.permission, { exact: true }).selectOption({ label: words.permission.access.end })
    await olga.reads(like(t.whoNow_one, { where: t.inAccount, permission: words.permission.access.end }))
    await olga.press('button', like(t.askAbout, { person: 'Olga Ostermann' }))
    await olga.reads(like(t.asOwner, { person: 'Olga Ostermann' }))
  })

test('a moment that is still to come is not asked about, and a link that is half right asks what it can', {
  skip: noBrowser,
}, async () => {
  const olga = await stage.comes('desktop', 'olga')
  await olga.goes(`${consolePaths.why(account)}?ask=who&at=2031-01-01T10:00:00.000Z`)
  await olga.reads(t.momentAhead)
  await expect(olga.page.getByText(like(t.whoThen_other))).toHaveCount(0)
  await olga.goes(`${consolePaths.why(account)}?ask=who&permission=shop.fly&at=yesterday&resource=none`)
  await olga.reads(like(t.whoNow_zero, lookIn))
  const asked = new URL(olga.page.url()).searchParams
  assert.deepEqual(
    [asked.get('ask'), asked.get('permission'), asked.get('resource'), asked.get('at')],
    ['who', 'shop.view', stage.desk.cast.shops.kaffeerad!.id, null],
  )
})
