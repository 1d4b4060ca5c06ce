import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { handOversTexts as texts } from '#texts/de/hand-overs.ts'
import { handOversTexts as samsTexts } from '#texts/en/hand-overs.ts'
import { hour } from '../desk.ts'
import { openVisit } from '../open-visit.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { like } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

for (const device of bothDevices)
  test(`the owner puts a password down, the visitor sees it for a while, and after the end it has to be changed (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    const account = desk.cast.shops.kaffeerad!.accountId
    const grant = await openVisit(desk, desk.time.now + hour)
    const secret = `Zimt & Zucker ${device}`
    const what = `${texts.kinds.password} – Shop-Admin`

    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.grant(account, grant))
    await olga.reads(texts.none)
    await olga.press('button', texts.add)
    const sheet = olga.page.getByRole('dialog')
    await olga.press('button', texts.save, sheet)
    await olga.reads(texts.missing, sheet)
    await olga.fills(texts.label, 'Shop-Admin')
    const field = olga.page.getByLabel(texts.kinds.password, { exact: true })
    await field.fill(secret)
    assert.notEqual(await field.getAttribute('type'), 'password', 'no browser offers to keep it')
    await olga.press('button', texts.save, sheet)
    await olga.reads(texts.saved)
    await olga.reads(what)
    await olga.reads(texts.notSeen)
    assert.ok(!(await olga.page.content()).includes(secret), 'it is not told again')

    const sam = await stage.comes(device, 'sam')
    await sam.goes(consolePaths.visitHandOvers(grant))
    await sam.isAt(samsTexts.visit)
    await sam.reads(samsTexts.mine)
    await sam.press('button', like(samsTexts.revealOf, { what: `${samsTexts.kinds.password} – Shop-Admin` }))
    await sam.reads(secret)
    await sam.reads(like(samsTexts.mark, { person: 'Sam Albers', grant: grant.slice(-12) }))
    await expect(sam.page.locator('.shown-secret-mark').first()).toHaveAttribute('data-mark', /Sam Albers/)
    await sam.reads(like(samsTexts.shown))
    const width = await sam.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(width <= 0, `the page is ${width} px too wide`)
    await sam.press('button', samsTexts.hide)
    await sam.reads(samsTexts.hidden)
    assert.ok(!(await sam.page.content()).includes(secret), 'it is hidden')

    await sam.press('button', samsTexts.give)
    await sam.page.getByLabel(samsTexts.kind, { exact: true }).selectOption('addresses')
    await sam.fills(samsTexts.kinds.addresses, '192.0.2.7')
    await sam.press('button', samsTexts.giveSave)
    await olga.reads('192.0.2.7')
    await olga.reads(like(texts.seen_one, { by: 'Sam Albers' }))

    const client = await desk.as('olga')
    await client.post(`/accounts/${account}/grants/${grant}/ending`)
    await olga.reads(texts.due)
    await olga.press('button', like(texts.confirmOf, { what }))
    await olga.reads(like(texts.done))
    await olga.goes(consolePaths.receipt(account, grant))
    await olga.reads(texts.receipt)
    await olga.reads(like(texts.receiptRotation.done))
  })
