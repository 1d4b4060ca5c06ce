import { after, before, test } from 'node:test'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, shopOrigin } from './stage.ts'
import { turnOn } from './turn-on.ts'
import { deskWords, gateWords, like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

for (const device of bothDevices)
  test(`the guest is done, gives access back, and is out at once (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    const kaffeerad = desk.cast.shops.kaffeerad!
    await turnOn(await desk.as('olga'), kaffeerad, { mode: 'read-only' })

    const ines = await stage.comes(device, 'ines')
    await ines.goes(doorPaths.enter(kaffeerad.id, '/admin'))
    await ines.press('button', deskWords.enter.submit)
    await ines.isAt('Admin von Kaffeerad')
    const list = await ines.opensTab()
    await list.goes(consolePaths.open())
    const shop = { shop: 'Kaffeerad' }
    await list.press('button', like(words.open.giveBackOf, shop))
    const sheet = list.page.getByRole('dialog')
    await list.reads(words.open.giveBackTeam, sheet)
    await list.fills(like(words.ending.note), 'Steuersatz berichtigt')
    await list.press('button', words.open.giveBackNow)
    await list.reads(like(words.ending.closedEntry, { person: 'Ines Kurz' }), sheet)
    await list.press('button', words.ending.done)
    await list.reads(words.open.ended)

    await ines.goes(`${shopOrigin}/admin/orders`)
    await ines.isAt(gateWords.overTitle)
    const olga = await stage.comes(device, 'olga')
    await olga.goes('/')
    await olga.reads(words.account.nobody)
    await olga.chooses(words.nav.timeline)
    await expect(
      olga.page.getByRole('listitem').filter({ hasText: 'Steuersatz berichtigt' }).first(),
    ).toContainText(words.cause.returned)
  })
