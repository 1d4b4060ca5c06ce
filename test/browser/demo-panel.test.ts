// The provider's panel, from the desk and back out: somebody sees exactly what his boxes say, while he looks at it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { sessionCookieName } from '#server/http/identify.ts'
import { findOrAddPerson } from '#server/people/persons.ts'
import { beginSession } from '#server/people/sessions.ts'
import { myRightsTexts as de } from '#texts/de/my-rights.ts'
import { consoleTexts } from '#texts/nl/console.ts'
import { myRightsTexts as nl } from '#texts/nl/my-rights.ts'
import { panelWords } from '../../scripts/demo-panel/words.ts'
import { openDemoPanel, type TestDemoPanel } from '../demo-panel.ts'
import { giveRights } from '../panel.ts'
import { noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { deskOrigin, expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like } from './words.ts'

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

const w = panelWords.nl

/** Somebody who is no member of anything, with the language of his mails, on a phone. */
async function comeAsBram(): Promise<{ bram: Visitor; person: string }> {
  const { desk } = stage
  const at = new Date(desk.kernel.clock.now())
  const { person, token } = await desk.kernel.database.within('', async tx => {
    const { id } = await findOrAddPerson(
      tx,
      { address: 'bram@boekhouding.example', name: 'Bram Boekman', language: 'nl', passwordHash: null },
      at,
    )
    const session = await beginSession(tx, id, ['passkey'], { network: null, device: null }, at)
    return { person: id, token: session.token }
  })
  const bram = await stage.comes('phone', undefined, { locale: 'nl-NL' })
  await bram.page
    .context()
    .addCookies([{ name: sessionCookieName(deskOrigin), value: token, url: deskOrigin }])
  return { bram, person }
}

const areasOf = ({ page }: Visitor) =>
  page.getByRole('navigation', { name: w.areas }).getByRole('link').allInnerTexts()

test('a contact sees exactly two areas, gets a third while the page is open, loses it, is ended and is out', {
  skip: noBrowser,
}, async () => {
  const { desk } = stage
  const { bram, person } = await comeAsBram()
  // Whoever has nothing yet is told what he waits for.
  await bram.goes(consolePaths.home())
  await bram.isAt(nl.title)
  await bram.reads(nl.none)

  // Somebody is given boxes who has to do with the account already.
  const before = await giveRights(desk, person, ['profile.view'], null)
  const olga = await desk.as('olga')
  const path = `/accounts/${account}/assignments`
  const given = await olga.post(path, {
    personId: person,
    scopeId: null,
    audience: 'accountant',
    permissions: ['invoices.view', 'invoices.pay', 'domains.view'],
    until: { preset: 'one-week' },
  })
  assert.equal(given.status, 201, JSON.stringify(given.body))
  await olga.post(`/accounts/${account}/grants/${before}/ending`, {})

  // The page that he has open knows it by itself.
  await bram.reads(like('Bram Boekman mag'))
  await bram.reads(new RegExp(consoleTexts.permission.invoices.view))
  await expect(bram.page.getByRole('main')).not.toContainText(consoleTexts.permission.tickets.view)
  assert.deepEqual(await findFaults(bram.page, 'nl'), [])
  await bram.press('button', like(nl.openPanelOf, { panel: 'Hostwerk', account: 'Kaffeerad' }))

  await bram.isAt(w.invoices)
  assert.deepEqual(await areasOf(bram), [w.invoices, w.domains])
  assert.equal(new URL(bram.page.url()).search, '', 'nothing that vouches for him stands in an address')
  assert.deepEqual(await findFaults(bram.page, 'nl'), [])
  await bram.press('button', like(w.payOf, { what: 'R-2026-1186' }))
  await bram.reads(like(w.paidNow, { number: 'R-2026-1186' }))
  await bram.press('link', w.domains)
  await bram.isAt(w.domains)
  // Looking is all that he may do there.
  await expect(bram.page.getByRole('button', { name: w.save })).toHaveCount(0)

  const change = async (permissions: string[], version: number) => {
    const changed = await olga.put(
      `${path}/${given.body.id}`,
      { permissions },
      { 'if-match': `"${version}"` },
    )
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    return changed.body.version as number
  }
  const two = ['invoices.view', 'invoices.pay', 'domains.view']
  let version = await change([...two, 'domains.dns', 'tickets.view', 'tickets.open'], given.body.version)
  await expect.poll(() => areasOf(bram)).toEqual([w.invoices, w.domains, w.tickets])
  await bram.reads(w.rightsChanged)
  await expect(
    bram.page.getByRole('button', { name: like(w.saveOf, { what: 'www CNAME, kaffeerad.example' }) }),
  ).toBeVisible()

  await bram.press('link', w.tickets)
  await bram.isAt(w.tickets)
  const subject = bram.page.getByLabel(w.subject).first()
  await subject.fill('Nog een vraag')
  version = await change([...two, 'tickets.view', 'tickets.open', 'tickets.answer'], version)
  await expect(bram.page.getByRole('textbox', { name: like(w.answerTo, { number: 'T-4711' }) })).toBeVisible()
  await expect(subject).toHaveValue('Nog een vraag')

  await change(two, version)
  await expect.poll(() => areasOf(bram)).toEqual([w.invoices, w.domains])
  await bram.isAt(w.refusedTitle)

  // Nothing is left: the page that is open says so, and there is no way back.
  desk.time.pass(60_000)
  const ended = await olga.post(`${path}/${given.body.id}/ending`, {})
  assert.equal(ended.status, 200, JSON.stringify(ended.body))
  await bram.isAt(w.endedTitle)
  assert.deepEqual(await findFaults(bram.page, 'nl'), [])
  await bram.goes(`${panel.url}/invoices`)
  await bram.isAt(w.endedTitle)
  await bram.goes(consolePaths.home())
  await bram.isAt(nl.title)
  await bram.reads(nl.ended)
  await expect(bram.page.getByRole('button', { name: /Hostwerk/ })).toHaveCount(0)
  assert.deepEqual(stage.complaints(), [])
})

test('whoever was let in gives it up himself, and a person who is deactivated is out of the panel', {
  skip: noBrowser,
}, async () => {
  const { desk } = stage
  const { bram, person } = await comeAsBram()
  await giveRights(desk, person, ['invoices.view'], null)
  await bram.goes(consolePaths.myRights())
  await bram.press('button', like(nl.leaveOf, { account: 'Kaffeerad' }))
  await bram.press('button', nl.leaveNow)
  await bram.reads(nl.leaveDone)

  await giveRights(desk, person, ['domains.view'], null)
  await bram.goes(consolePaths.myRights())
  await bram.press('button', like(nl.openPanelOf, { panel: 'Hostwerk', account: 'Kaffeerad' }))
  await bram.isAt(w.domains)
  const dora = await desk.as('dora')
  const gone = await dora.post(`/provider/people/${person}/deactivation`, { note: 'left' })
  assert.equal(gone.status, 200, JSON.stringify(gone.body))
  await bram.isAt(w.endedTitle)
  assert.deepEqual(stage.complaints(), [])
})

test('the owner sees everything, in light and in the dark, on a phone', { skip: noBrowser }, async () => {
  const olga = await stage.comes('phone', 'olga')
  await olga.goes(consolePaths.myRights())
  await olga.isAt(de.title)
  assert.deepEqual(await findFaults(olga.page, 'de'), [])
  await olga.press('button', like(de.openPanelOf, { panel: 'Hostwerk', account: 'Kaffeerad' }))
  await olga.isAt(panelWords.de.invoices)
  for (const area of ['invoices', 'domains', 'tickets', 'packages'] as const) {
    await olga.goes(`${panel.url}/${area}`)
    await olga.isAt(panelWords.de[area])
    await olga.page.emulateMedia({ colorScheme: 'light' })
    assert.deepEqual(await findFaults(olga.page, 'de'), [], area)
  }
  assert.deepEqual(stage.complaints(), [])
})
