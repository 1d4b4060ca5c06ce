// Everybody of an account on one page: seen, suspended, resumed, ended, on a desk and on a phone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import type { CastName } from '#db/seeds/cast.ts'
import { contactsTexts } from '#texts/de/contacts.ts'
import { peopleTexts } from '#texts/de/people.ts'
import type { Answered } from '../desk.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, words } from './words.ts'

const t = peopleTexts
let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
})
after(() => stage?.close())

const done = ({ status, body }: Answered) => {
  assert.ok(status < 300, JSON.stringify(body))
  return body
}

/** Somebody who may look at domains for some days. */
async function giveBoxes(name: CastName): Promise<void> {
  const olga = await stage.desk.as('olga')
  const { people, shops } = stage.desk.cast
  const shop = `/accounts/${account}/shops/${shops.kaffeerad!.id}/service-access`
  const { version } = done(await olga.get(shop))
  // Whom the account has let in once, it knows.
  const letIn = done(
    await olga.put(
      shop,
      { until: { preset: 'one-week' }, mode: 'read-only', who: { kind: 'named', people: [people[name]] } },
      { 'if-match': `"${version}"` },
    ),
  )
  assert.ok(letIn)
  done(await olga.post(`/accounts/${account}/people/${people[name]}/ending`))
  done(
    await olga.post(`/accounts/${account}/assignments`, {
      personId: people[name],
      scopeId: null,
      audience: 'agency',
      permissions: ['domains.view', 'domains.dns'],
      until: { preset: 'three-working-days' },
    }),
  )
}

const rowOf = ({ page }: Visitor, name: string) => page.getByRole('row').filter({ hasText: name }).first()

test('who is alone here is told what this is for, and adds a contact', { skip: noBrowser }, async () => {
  const olga = await stage.comes('phone', 'olga')
  await olga.goes(consolePaths.account(account))
  await olga.chooses(words.nav.people)
  await olga.isAt(t.title)
  await olga.reads(t.alone)
  await olga.press('button', t.addContact)
  const sheet = olga.page.getByRole('dialog')
  await sheet.getByLabel(contactsTexts.nameOf.person, { exact: true }).fill('Anna Beispiel')
  await sheet.getByLabel(contactsTexts.field.email, { exact: true }).fill('anna@agentur.example')
  await sheet.getByLabel(contactsTexts.field.language, { exact: true }).selectOption('nl')
  await olga.press('button', contactsTexts.save, sheet)
  await olga.reads(like(contactsTexts.added, { name: 'Anna Beispiel' }))
  await expect(rowOf(olga, 'Anna Beispiel')).toContainText(t.is.getsMail)
})

for (const device of bothDevices)
  test(`somebody is found, suspended, resumed and ended (${device})`, { skip: noBrowser }, async () => {
    const name = device === 'phone' ? 'Ines Kurz' : 'Sam Albers'
    await giveBoxes(device === 'phone' ? 'ines' : 'sam')
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.people(account))
    await olga.isAt(t.title)
    const row = rowOf(olga, name)
    await expect(row).toContainText(t.state.active)
    await expect(row).toContainText(t.is.signsIn)
    await expect(row).toContainText(t.audience.agency)
    // What ends soon is to be reviewed, above the list.
    await olga.reads(t.review.title)

    await olga.press('button', like(t.more, { name }))
    await olga.press('button', like(t.suspendOf, { name }))
    const sheet = olga.page.getByRole('dialog')
    await olga.reads(like(t.suspendHint, { name }), sheet)
    await olga.reads(words.common.wholeAccount, sheet)
    await olga.press('button', t.suspendNow, sheet)
    await olga.reads(like(t.suspendResult, { name }), sheet)
    await olga.press('button', words.ending.done, sheet)
    await expect(row).toContainText(t.state.suspended)

    await olga.press('radio', like(t.filter, { what: t.filterOf.suspended, count: '1' }))
    await expect(olga.page.getByRole('row').filter({ hasText: 'Anna Beispiel' })).toHaveCount(0)
    await olga.press('button', like(t.resumeOf, { name }))
    await olga.reads(like(t.resumeHint, { name }), sheet)
    await olga.press('button', t.resumeNow, sheet)
    await olga.reads(like(t.resumed_one, { name }))
    await olga.press('radio', like(t.filter, { what: t.all }))
    await expect(row).toContainText(t.state.active)

    await olga.goes(consolePaths.people(account))
    await olga.press('button', like(t.more, { name }))
    const buttons = olga.page.getByRole('table').getByRole('button', { name: like(t.endOf, { name }) })
    await (device === 'phone' ? buttons.tap() : buttons.click())
    await olga.reads(like(t.endHint, { name, account: 'Kaffeerad' }), sheet)
    await olga.press('button', t.endNow, sheet)
    await olga.reads(words.ending.resultTitle, sheet)
    await olga.press('button', words.ending.done, sheet)
    await expect(olga.page.getByRole('row').filter({ hasText: name })).toHaveCount(0)
    await olga.press('radio', like(t.filter, { what: t.filterOf.ended }))
    await expect(row).toContainText(t.state.ended)
    const tooWide = await olga.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    assert.equal(tooWide, false)
  })
