// The whole door, in two browsers at once: Olga at her desk lets Bram do two things, changes it while he looks, and takes
// it back; Bram, with a phone and in Dutch, is let in by a passkey and is out when it is over.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { inviteToRightsTexts as invite } from '#texts/de/invite-to-rights.ts'
import { peopleTexts as people } from '#texts/de/people.ts'
import { rightsTexts as rights } from '#texts/de/rights.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { consoleTexts as nlConsole } from '#texts/nl/console.ts'
import { myRightsTexts as mine } from '#texts/nl/my-rights.ts'
import { rightsSentenceTexts as sentence } from '#texts/nl/rights-sentence.ts'
import { panelWords } from '../../scripts/demo-panel/words.ts'
import { openDemoPanel, type TestDemoPanel } from '../demo-panel.ts'
import { mailsTo } from '../person.ts'
import { noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { holdPasskeys } from './second-factor.ts'
import { deskOrigin, expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, words } from './words.ts'

const bramsAddress = 'bram@boekhouding.example'
const { permission } = words
const nl = deskPages.nl
const w = panelWords.nl

let stage: Stage
let panel: TestDemoPanel
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  panel = await openDemoPanel(stage.desk, { desk: deskOrigin })
  account = stage.desk.cast.accounts['olga']!
})
after(async () => {
  await stage?.close()
  await panel?.close()
})

const areasOf = ({ page }: Visitor) =>
  page.getByRole('navigation', { name: w.areas }).getByRole('link').allInnerTexts()

/** Six steps; the boxes of an accountant, and looking at domains beside them. */
async function invites(olga: Visitor): Promise<void> {
  const { page } = olga
  const goOn = () => olga.press('button', invite.next)
  await olga.goes(consolePaths.people(account))
  await olga.press('link', people.invite)
  await olga.isAt(invite.title)
  await page.getByLabel(invite.addresses, { exact: true }).fill(`Bram Boekman <${bramsAddress}>`)
  await page.getByLabel(invite.language, { exact: true }).selectOption('nl')
  await goOn()
  await olga.press('radio', like(rights.audience.accountant))
  await goOn()
  await olga.press('radio', like(rights.where.account))
  await goOn()
  await olga.press('radio', like(rights.until['one-week']))
  await goOn()
  await olga.press('button', invite.boxesOpen)
  const box = (right: string) => olga.press('checkbox', like(`{{who}}: ${right}`))
  await box(permission.profile.view)
  await box(permission.quotes.view)
  await box(permission.domains.view)
  await expect(page.getByText(like(`{{before}}${permission.domains.view}{{after}}`)).first()).toBeVisible()
  await goOn()
  await olga.press('button', like(invite.send_one, { count: '1' }))
  await expect(page.getByRole('heading', { name: invite.resultTitle })).toBeFocused()
}

/** Olga ticks, or unticks, what Bram may, and saves. */
async function toggles(olga: Visitor, boxes: readonly string[]): Promise<void> {
  for (const right of boxes) await olga.press('checkbox', `Bram Boekman: ${right}`)
  await olga.press('button', rights.bar.save)
  await expect(olga.page.getByRole('status').filter({ hasText: like(rights.bar.saved) })).toBeFocused()
}

test('invited in Dutch, accepted on a phone with a passkey, two areas, a third and back, suspended and out', {
  skip: noBrowser,
}, async () => {
  const { desk } = stage
  const olga = await stage.comes('desktop', 'olga')
  await invites(olga)

  // The mail says in Dutch what will be true, and its link does nothing by being opened.
  const [mail, ...more] = await mailsTo(desk, bramsAddress, 'invited-to-rights')
  assert.equal(more.length, 0)
  assert.match(mail!.plain, new RegExp(nlConsole.permission.invoices.view))
  assert.match(mail!.plain, like(sentence.seesNot))
  const bram = await stage.comes('phone', undefined, { locale: 'nl-NL' })
  await holdPasskeys(bram.page)
  await bram.page.goto(doorPaths.invitation(mail!.code!))
  await bram.press('button', nl.link.open)
  await bram.isAt(like(nl.invitation.title, { account: 'Kaffeerad' }))
  await bram.reads('Olga Ostermann')
  await bram.reads(like(sentence.may, { name: 'Bram Boekman' }))
  await bram.reads(nl.invitation.logged)
  assert.deepEqual(await findFaults(bram.page, 'nl'), [])
  await bram.press('button', nl.invitation.passkey)

  // In his own words, and with the way to the panel.
  await bram.isAt(mine.title)
  await bram.press('button', like(mine.openPanelOf, { panel: 'Hostwerk', account: 'Kaffeerad' }))
  await bram.isAt(w.invoices)
  assert.deepEqual(await areasOf(bram), [w.invoices, w.domains])

  // A third area while the page is open, and not any more.
  const [{ id: person }] = (await desk.sql('select id from people.persons where address = $1', [
    bramsAddress,
  ])) as [{ id: string }]
  await olga.goes(consolePaths.people(account))
  await expect(olga.page.getByRole('row').filter({ hasText: 'Bram Boekman' })).toContainText(
    people.state.active,
  )
  await olga.goes(consolePaths.person(account, person))
  await olga.isAt('Bram Boekman')
  await toggles(olga, [permission.tickets.view])
  await expect.poll(() => areasOf(bram)).toEqual([w.invoices, w.domains, w.tickets])
  await toggles(olga, [permission.tickets.view])
  await expect.poll(() => areasOf(bram)).toEqual([w.invoices, w.domains])

  // Suspended: the page that he has open says so, and there is no way back in.
  await olga.goes(consolePaths.people(account))
  await olga.press('button', like(people.more, { name: 'Bram Boekman' }))
  await olga.press('button', like(people.suspendOf, { name: 'Bram Boekman' }))
  const sheet = olga.page.getByRole('dialog')
  await olga.press('button', people.suspendNow, sheet)
  await olga.reads(like(people.suspendResult, { name: 'Bram Boekman' }), sheet)
  await bram.isAt(w.endedTitle)
  await bram.goes(`${panel.url}/invoices`)
  await bram.isAt(w.endedTitle)
  await bram.goes(consolePaths.myRights())
  await bram.isAt(mine.title)
  await expect(bram.page.getByRole('button', { name: /Hostwerk/ })).toHaveCount(0)
  assert.deepEqual(stage.complaints(), [])
})
