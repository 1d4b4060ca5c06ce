import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { enterShop } from '../gate.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { makeDeputy } from './make-member.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

const t = words.account

for (const device of bothDevices) {
  test(`an owner filters who can get in, passes the selection on, and clears it (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    const { kaffeerad, roesterei } = desk.cast.shops
    const owner = await desk.as('olga')
    const named = { who: { kind: 'named', people: [desk.cast.people.ines] } }
    await turnOn(owner, kaffeerad!, named)
    await turnOn(owner, roesterei!)
    await enterShop(desk, 'kaffeerad', await desk.as('ines'))
    await makeDeputy(desk, 'noor')
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.account(kaffeerad!.accountId))
    const cards = olga.page.getByRole('main').getByRole('article').filter({ hasText: words.grant.because })
    await expect(cards).toHaveCount(3)
    await olga.reads(like(t.alsoMembers_one))
    await olga.reads(like(t.inside_one))

    await olga.page.getByText(t.moreFilters).click()
    await olga.page.getByLabel(t.byPerson, { exact: true }).selectOption('Ines Kurz')
    await expect(cards).toHaveCount(2)
    await expect(cards.filter({ hasText: 'Noor Vermeer' })).toHaveCount(0)
    await olga.page.getByLabel(t.byShop, { exact: true }).selectOption('Kaffeerad')
    await expect(cards).toHaveCount(1)
    assert.match(olga.page.url(), /[?&]person=[^&]+/)
    assert.match(olga.page.url(), /[?&]resource=/)
    await olga.page.reload()
    await expect(cards).toHaveCount(1)
    await expect(cards).toContainText('Ines Kurz')

    await olga.page.getByLabel(t.byPerson, { exact: true }).selectOption(t.everyPerson)
    await olga.page.getByLabel(t.byShop, { exact: true }).selectOption(t.everyShop)
    await expect(cards).toHaveCount(3)
    await olga.page.getByText(t.members, { exact: true }).click()
    await expect(cards).toHaveCount(1)
    await expect(cards).toContainText('Noor Vermeer')
    await olga.page.getByText(t.onlyInside).click()
    await expect(cards).toHaveCount(0)
    await olga.reads(t.noneMatch)
    await olga.press('link', t.clearFilters)
    await expect(cards).toHaveCount(3)
    assert.ok(!olga.page.url().includes('?'))
    await olga.page.getByText(t.onlyInside).click()
    await expect(cards).toHaveCount(1)
    await expect(cards).toContainText('Ines Kurz')

    await olga.press('link', like(words.grant.decisionOf), cards)
    await olga.isAt(like(words.grant.title, { subject: 'Ines Kurz' }))
    await owner.post(`/accounts/${kaffeerad!.accountId}/endings`)
    await olga.page.context().close()
  })

  test(`everything of one person, then of all outsiders, then everything is ended (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    const { kaffeerad, roesterei } = desk.cast.shops
    const owner = await desk.as('olga')
    const named = { who: { kind: 'named', people: [desk.cast.people.ines, desk.cast.people.sam] } }
    await turnOn(owner, kaffeerad!, named)
    await turnOn(owner, roesterei!, named)
    await makeDeputy(desk, 'noor')
    await enterShop(desk, 'kaffeerad', await desk.as('ines'))
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.account(kaffeerad!.accountId))
    const main = olga.page.getByRole('main')
    const cards = main.getByRole('article').filter({ hasText: words.grant.because })
    const sheet = olga.page.getByRole('dialog')
    await expect(cards).toHaveCount(5)

    const everythingOf = like(t.endPerson, { person: 'Ines Kurz' })
    await expect(main.getByRole('button', { name: everythingOf })).toHaveCount(2)
    await olga.press('button', everythingOf, cards.filter({ hasText: 'Ines Kurz' }).first())
    await expect(sheet.getByRole('listitem').filter({ hasText: 'Ines Kurz' })).toHaveCount(3)
    await olga.press('button', t.endPersonNow)
    await olga.reads(like(words.ending.closedEntry, { person: 'Ines Kurz' }), sheet)
    await olga.press('button', words.ending.done)
    await expect(cards.filter({ hasText: 'Ines Kurz' })).toHaveCount(0)
    await expect(cards).toHaveCount(3)

    await olga.press('button', t.endOutsiders)
    await expect(sheet.getByText('Noor Vermeer')).toHaveCount(0)
    await olga.press('button', t.endOutsidersNow)
    await olga.press('button', words.ending.done)
    await expect(cards).toHaveCount(1)
    await olga.reads(t.nobodyOutside)

    await turnOn(owner, kaffeerad!)
    await olga.press('button', t.endAll)
    await olga.press('button', t.endAllNow)
    await olga.reads(like(words.ending.typeMissing), sheet)
    const typing = sheet.getByLabel(like(words.ending.typeLabel))
    await expect(typing).toBeFocused()
    await typing.fill(' Alle  beenden ')
    await olga.press('button', t.endAllNow)
    await olga.reads(like(words.ending.resultAt), sheet)
    await olga.press('button', words.ending.done)
    await expect(cards).toHaveCount(0)
    await olga.reads(t.nobody)
    await olga.page.context().close()
  })
}
