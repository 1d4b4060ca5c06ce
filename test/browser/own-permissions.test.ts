// Permissions and presets of the provider's own stand among all others, by the names that he gave them in each language.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { people } from '#db/seeds/cast.ts'
import { inviteToRightsTexts } from '#texts/de/invite-to-rights.ts'
import { rightsTexts } from '#texts/de/rights.ts'
import { readDocumentedCatalogue } from '../documented-catalogue.ts'
import { noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { makeDeputy } from './make-member.ts'
import { expect, openStage, type Stage } from './stage.ts'
import { like, words } from './words.ts'

const t = rightsTexts
const restoring = {
  de: 'Sicherungen zurückspielen',
  en: 'restore backups',
  nl: 'back-ups terugzetten',
}

let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage({ catalogue: readDocumentedCatalogue() })
  account = stage.desk.cast.accounts.olga!
  await makeDeputy(stage.desk, 'ines')
  const answer = await (await stage.desk.as('olga')).post(`/accounts/${account}/assignments`, {
    personId: stage.desk.cast.people.ines,
    scopeId: null,
    audience: 'freelancer',
    permissions: ['services.view', 'backups.restore'],
    until: { local: '2026-11-27T18:00' },
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
})
after(() => stage?.close())

test('they are boxes with what may come of them, and a change is said by their name', {
  skip: noBrowser,
}, async () => {
  const { name } = people.ines
  const olga = await stage.comes('desktop', 'olga')
  const { page } = olga
  const box = (right: string) => page.getByRole('checkbox', { name: `${name}: ${right}`, exact: true })
  await olga.goes(consolePaths.person(account, stage.desk.cast.people.ines))
  await olga.isAt(name)
  const list = `${words.permission.services.view} ${t.sentence.and} ${restoring.de}`
  await olga.reads(like(t.sentence.may, { name, list }))
  await expect(
    page.getByRole('checkbox', { name: like(t.matrix.groupBox, { name, group: 'Sicherungen' }) }),
  ).toBeChecked()
  await expect(box(restoring.de)).toBeChecked()
  await expect(box(restoring.de)).toHaveAccessibleDescription(
    'Was seit der Sicherung geändert wurde, ist danach weg.',
  )
  await expect(box('die Transfersperre setzen und aufheben')).not.toBeChecked()
  await olga.press('checkbox', `${name}: ${restoring.de}`)
  const bar = page.getByRole('region', { name: t.bar.label })
  await expect(bar).toContainText(t.bar.minus.replace('{{right}}', restoring.de))
  assert.deepEqual(await findFaults(page, 'de'), [])
  assert.deepEqual(stage.complaints(), [])
})

test('somebody is invited as what only this provider knows, with the boxes of its preset', {
  skip: noBrowser,
}, async () => {
  const olga = await stage.comes('phone', 'olga')
  const { page } = olga
  const goOn = () => olga.press('button', inviteToRightsTexts.next)
  await olga.goes(consolePaths.inviteToRights(account))
  await page.getByLabel(inviteToRightsTexts.addresses, { exact: true }).fill('fritz@example.org')
  await goOn()
  await olga.press('radio', 'Freie Mitarbeit')
  await goOn()
  await olga.press('radio', like(t.where.account))
  await goOn()
  await goOn()
  await olga.reads(restoring.de)
  assert.deepEqual(await findFaults(page, 'de'), [])
  assert.deepEqual(stage.complaints(), [])
})

for (const language of ['en', 'nl'] as const)
  test(`whoever was given them reads what they are, in his language (${language})`, {
    skip: noBrowser,
  }, async () => {
    await (await stage.desk.as('ines')).put('/me/language', { language })
    const ines = await stage.comes('phone', 'ines', { locale: language })
    await ines.goes(consolePaths.myRights())
    await ines.reads(new RegExp(restoring[language]))
    assert.deepEqual(await findFaults(ines.page, language), [])
    assert.deepEqual(stage.complaints(), [])
  })
