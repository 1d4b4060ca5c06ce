import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { addResource } from '#server/access/add-resource.ts'
import { record } from '#server/access/record.ts'
import { keepHolder } from '#server/doors/sub-account/routes.ts'
import { changePages } from '#texts/change-pages.ts'
import { contactsTexts } from '#texts/de/contacts.ts'
import { holdersTexts } from '#texts/de/holders.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { day } from '../desk.ts'
import { codeMailedTo } from '../person.ts'
import { noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like } from './words.ts'

const t = holdersTexts
let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
  const olga = await stage.desk.as('olga')
  const contact = {
    kind: 'person',
    country: 'DE',
    street: ['Unter den Linden 1'],
    postcode: '10117',
    city: 'Berlin',
    phone: '030 901820',
    language: 'de',
    zone: 'Europe/Berlin',
  }
  const add = async (draft: object) => {
    const made = await olga.post(`/accounts/${account}/contacts`, { ...contact, ...draft })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body.contact.id as string
  }
  const anna = await add({ name: 'Anna Beispiel', email: 'anna@example.org' })
  await add({ name: 'Berta Beispiel', email: 'berta@example.org', phone: '' })
  await record(
    stage.desk.kernel,
    { accounts: [account], by: { person: stage.desk.cast.people.olga } },
    async r => {
      const id = await addResource(r, account, { kind: 'domain', name: 'example.de', origin: null })
      await keepHolder(r, account, id, anna)
    },
  )
})
after(() => stage?.close())

/** Opens the link of the last mail to this mailbox, in a browser in which nobody is signed in. */
async function opensMail(step: string, address: string): Promise<Visitor> {
  const reader = await stage.comes('phone')
  const code = await codeMailedTo(stage.desk, address, `asset-change-${step}`)
  await reader.goes(doorPaths.confirmChange(code))
  await reader.press('button', deskPages.de.link.open)
  await reader.isAt(changePages.de.title)
  return reader
}

test('a domain gets another holder: chosen on a phone, confirmed by two mailboxes, done by the provider', {
  skip: noBrowser,
}, async () => {
  const olga = await stage.comes('phone', 'olga')
  await olga.goes(consolePaths.contacts(account))
  const anna = olga.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Anna Beispiel' })
  await olga.reads(contactsTexts.holds, anna)
  await olga.press('button', like(contactsTexts.removeOf, { name: 'Anna Beispiel' }))
  await olga.press('button', contactsTexts.removeNow)
  await olga.reads(like(contactsTexts.neededDomain, { domain: 'example.de' }))
  await olga.press('link', contactsTexts.neededGo)
  await olga.isAt(t.title)

  // What a registry would miss is said before anything is asked.
  await olga.press('button', like(t.changeOf, { name: 'example.de' }))
  await olga.reads(t.meansProvider)
  await olga.press('radio', like('Berta Beispiel'))
  await olga.reads(t.faultsTitle)
  await olga.reads(t.fault.missing)
  await olga.press('link', t.faultsCorrect)
  await olga.press('button', like(contactsTexts.changeOf, { name: 'Berta Beispiel' }))
  await olga.page.getByRole('dialog').getByLabel(contactsTexts.field.phone).fill('030 901821')
  await olga.press('button', contactsTexts.save)
  await olga.reads(like(contactsTexts.changed, { name: 'Berta Beispiel' }))
  await olga.press('link', contactsTexts.toDomains)
  await olga.press('button', like(t.changeOf, { name: 'example.de' }))
  await olga.press('radio', like('Berta Beispiel'))
  await olga.press('button', t.ask)
  await olga.reads(like(t.asked, { name: 'example.de' }))
  await olga.reads(like(t.missing.both))

  const berta = await opensMail('asked', 'berta@example.org')
  await berta.press('button', changePages.de.confirm)
  await berta.reads(changePages.de.half)
  await olga.reads(like(t.missing.old))
  const old = await opensMail('asked', 'anna@example.org')
  await old.press('button', changePages.de.confirm)
  await old.reads(like(changePages.de.both))
  await olga.reads(like(t.waitsUntil))

  stage.desk.time.pass(3 * day)
  const dora = await stage.comes('desktop', 'dora')
  await dora.goes(consolePaths.deskHolders())
  await dora.isAt(t.deskTitle)
  await dora.page.getByText(t.epp).click()
  await expect(dora.page.locator('pre')).toContainText('<contact:name>Berta Beispiel</contact:name>')
  await dora.fills(like(t.cost), '25 €')
  await dora.press('button', like(t.finishOf, { name: 'example.de' }))
  await dora.reads(like(t.finished, { name: 'example.de' }))
  await dora.reads(t.deskNone)

  const again = await stage.comes('phone', 'olga')
  await again.goes(consolePaths.domains(account))
  await again.reads(like(t.heldBy, { name: 'Berta Beispiel' }))
  await again.press('button', like(t.showOf, { name: 'example.de' }))
  await again.reads('+49.30901821')
  const loading = again.page.waitForEvent('download')
  await again.press('link', t.xmlLoad)
  assert.equal((await loading).suggestedFilename(), 'example.de.xml')
  assert.deepEqual(stage.complaints(), [])
})
