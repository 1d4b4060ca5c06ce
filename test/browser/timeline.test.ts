import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { hour } from '../desk.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { type History, plantHistory } from './planted-history.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, words } from './words.ts'

const t = words.timeline

// Monday with two accesses to Kaffeerad, one of them ended; it is Wednesday.
let stage: Stage
let has: History
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  has = await plantHistory(stage.desk)
  stage.desk.time.pass(40 * hour)
})
after(() => stage?.close())

const told = ({ page }: Visitor) => page.getByRole('main').getByRole('listitem')

async function downloads(visitor: Visitor, link: string): Promise<string> {
  const coming = visitor.page.waitForEvent('download')
  await visitor.press('link', link)
  return readFileSync(await (await coming).path(), 'utf8')
}

for (const device of bothDevices)
  test(`a timeline is narrowed down by its address, and taken along as it is seen (${device})`, {
    skip: noBrowser,
  }, async () => {
    const olga = await stage.comes(device, 'olga')
    const { page } = olga
    await olga.goes(consolePaths.timeline(has.account))
    await olga.isAt(t.title)
    await page.getByLabel(t.person, { exact: true }).selectOption({ label: 'Ines Kurz' })
    await olga.press('radio', t.entries)
    await expect(told(olga)).toHaveCount(3)
    await expect(
      told(olga).filter({ hasText: like(words.facts.fact.entry.opened, { person: 'Ines Kurz' }) }),
    ).toHaveCount(2)
    assert.equal(new URL(page.url()).searchParams.get('show'), 'entries')

    const table = (await downloads(olga, t.csv)).trim().split('\r\n')
    assert.equal(table.length, 1 + 3, 'a line of names and one for each fact')
    assert.match(table[0]!, /^\uFEFF?seq,at,/)

    await page.getByLabel(t.from, { exact: true }).fill('2026-11-24')
    await olga.reads(t.noneHere)
    await olga.press('button', like(t.dropOf, { filter: 'Ab Di., 24. Nov. 2026' }))
    await expect(told(olga)).toHaveCount(3)
    await page.getByLabel(t.to, { exact: true }).fill('2026-11-23')
    await olga.press('button', like(t.dropOf, { filter: t.entries }))
    await olga.press('button', t.dropAll)
    await expect(page.getByRole('group', { name: t.chosen })).toHaveCount(0)
    assert.equal(new URL(page.url()).search, '')
  })

for (const device of bothDevices)
  test(`each access has its story on a card, from the request to the proof that it is over (${device})`, {
    skip: noBrowser,
  }, async () => {
    const olga = await stage.comes(device, 'olga')
    const { page } = olga
    await olga.goes(consolePaths.timeline(has.account))
    await olga.press('radio', t.byGrant)
    const cards = page.getByRole('article')
    await expect(cards).toHaveCount(5)
    const ended = cards.filter({ hasText: like(t.storyConfirmed) })
    await expect(ended).toHaveCount(1)
    await expect(ended).toContainText(like(t.storyVisits_one, { person: 'Ines Kurz' }))
    await expect(ended).toContainText(words.cause.revoked)
    await ended.getByText(like(t.storyFacts_other)).click()
    await olga.reads('Danke, gelöst', ended)
    await expect(cards.filter({ hasText: t.storyOpen })).toHaveCount(4)

    await olga.press('link', like(t.toReceipt), ended)
    await olga.isAt(words.receipt.title)
    await olga.reads(like(words.receipt.factHash))
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByText(page.url())).toBeVisible()
    await expect(page.getByRole('navigation')).toBeHidden()
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type ?\/Page\b/g)
    assert.ok(sheets && sheets.length >= 2, 'the records begin on a page of their own')
  })
