import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { enterShop } from '../gate.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { inkOf } from './ink.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { turnOff, turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  const { desk } = stage
  const [olga, ines] = [await desk.as('olga'), await desk.as('ines')]
  const kaffeerad = desk.cast.shops.kaffeerad!
  await turnOn(olga, kaffeerad, { caseNumber: 'T-4711' })
  desk.time.pass(60_000)
  await enterShop(desk, 'kaffeerad', ines)
  desk.time.pass(60_000)
  await turnOff(olga, kaffeerad, 'Danke, gelöst')
})
after(() => stage?.close())

async function downloads(visitor: Visitor, press: () => Promise<void>): Promise<unknown> {
  const coming = visitor.page.waitForEvent('download')
  await press()
  return JSON.parse(readFileSync(await (await coming).path(), 'utf8'))
}

for (const device of bothDevices)
  test(`timeline, grant and receipt tell of an access that has ended, and can be checked elsewhere (${device})`, {
    skip: noBrowser,
  }, async () => {
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.timeline(stage.desk.cast.accounts.olga!))
    await olga.isAt(words.timeline.title)
    await olga.reads(words.grant.chain)
    const told = olga.page.getByRole('main').getByRole('listitem')
    const inThere = { person: 'Ines Kurz', resource: 'Kaffeerad' }
    await expect(told.filter({ hasText: like(words.facts.fact.entry.opened, inThere) })).toHaveCount(1)
    await expect(told.filter({ hasText: like(words.facts.fact.grant.ended, inThere) })).toHaveCount(1)
    await expect(told.filter({ hasText: 'Danke, gelöst' })).toHaveCount(1)
    await olga.press('radio', words.timeline.entries)
    await expect(told).toHaveCount(2)
    const ledger = await downloads(olga, () => olga.press('link', words.timeline.export))
    assert.equal(checkDocument(ledger).intact, true)

    await olga.press('radio', words.timeline.access)
    await olga.press('link', words.timeline.toGrant, told.first())
    await olga.isAt(like(words.grant.title, { subject: 'Support' }))
    await olga.reads(like(words.grant.endedConfirmed))
    await olga.reads(words.grant.chain)

    await olga.press('link', words.grant.receipt)
    await olga.isAt(words.receipt.title)
    const refused = olga.page.getByRole('row').filter({ hasText: 'Ines Kurz' })
    await expect(refused).toContainText(/23\.11\.2026, 10:02:0\d Uhr \(MEZ\) ✓/)
    const receipt = await downloads(olga, () =>
      olga.page.getByRole('link', { name: words.receipt.json }).first().click(),
    )
    assert.equal(checkDocument(receipt).intact, true)

    await olga.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await expect(olga.page.getByRole('banner')).toBeHidden()
    await expect(olga.page.getByRole('button', { name: words.receipt.print })).toBeHidden()
    const { dark, white } = await inkOf(olga.page)
    assert.ok(dark > 0.01, `the printed receipt is nearly empty: ${dark}`)
    assert.ok(white > 0.7, `a receipt is printed on white paper: ${white}`)
  })
