import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { contactsTexts } from '#texts/de/contacts.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, refusalWords } from './words.ts'

const t = contactsTexts
let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
})
after(() => stage?.close())

const rowOf = ({ page }: Visitor, name: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: name })
const field = ({ page }: Visitor, label: string) => page.getByRole('dialog').getByLabel(label)
const leave = async (visitor: Visitor, label: string) => field(visitor, label).blur()

for (const device of bothDevices)
  test(`a slip is said while it is typed, what is unusual is kept all the same (${device})`, {
    skip: noBrowser,
  }, async () => {
    const name = `Anna ${device}`
    const mail = `anna-${device}@bücher.example`
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.contacts(account))
    await olga.isAt(t.title)
    await olga.press('button', t.add)

    // Nothing is said of what nobody has come to yet; whoever saves is led to the first thing that is missing.
    await expect(field(olga, t.nameOf.person)).not.toHaveAttribute('aria-invalid', 'true')
    await olga.press('button', t.save)
    await olga.reads(t.finding.missing.name)
    await expect(field(olga, t.nameOf.person)).toBeFocused()

    // A letter of another alphabet: amber, in words, and heard with the field.
    await field(olga, t.nameOf.person).fill(`Аnna ${device}`)
    const said = olga.page.locator('[data-finding="unusual"]').filter({ hasText: 'kyrillisch' })
    await expect(said).toContainText(t.unusual)
    await expect(field(olga, t.nameOf.person)).not.toHaveAttribute('aria-invalid', 'true')
    await expect(field(olga, t.nameOf.person)).toHaveAccessibleDescription(/kyrillisch/)
    await field(olga, t.nameOf.person).fill(name)
    await expect(said).toHaveCount(0)

    await field(olga, t.field.email).fill('anna')
    await leave(olga, t.field.email)
    await olga.reads(t.finding['email-without-at'])
    await expect(field(olga, t.field.email)).toHaveAttribute('aria-invalid', 'true')
    await expect(field(olga, t.field.email)).toHaveAccessibleDescription(like(t.wrong))
    await field(olga, t.field.email).fill(mail)
    await olga.reads(like(t.emailKept, { address: `anna-${device}@xn--bcher-kva.example` }))

    // The country decides which fields there are.
    await expect(field(olga, t.field.area)).toHaveCount(0)
    await field(olga, t.field.country).selectOption('US')
    await field(olga, t.field.area).selectOption({ label: 'New York' })
    await field(olga, t.field.country).selectOption('NL')
    await expect(field(olga, t.field.area)).toHaveCount(0)
    await field(olga, t.field.street).fill('Dam 1')
    await field(olga, t.field.city).fill('Amsterdam')
    await field(olga, t.field.postcode).fill('10117')
    await olga.reads(like(t.finding['postcode-not-of-country'], { country: 'Niederlande' }))
    await field(olga, t.field.postcode).fill('1012js')
    await expect(field(olga, t.field.postcode)).not.toHaveAttribute('aria-invalid', 'true')

    // It gets its gaps while it is typed, and says how it will be kept.
    const phone = field(olga, t.field.phone)
    await phone.focus()
    await olga.page.waitForLoadState('networkidle')
    await phone.pressSequentially('0206241111')
    await expect(phone).toHaveValue('020 624 1111')
    await olga.reads(like(t.phoneKept, { number: '+31 20 624 1111' }))
    await phone.fill('+44 1632 960961')
    await olga.reads(like(t.finding['phone-unusual'], { shown: '+44 1632 960961' }))

    await field(olga, t.field.language).selectOption('nl')
    await olga.reads(t.unusualSaves_one)
    await olga.press('button', t.save)
    await olga.reads(like(t.added, { name }))
    await expect(rowOf(olga, name)).toContainText(mail)
    await expect(rowOf(olga, name)).toContainText('Dam 1, 1012 JS Amsterdam, Niederlande')
    await expect(rowOf(olga, name)).toContainText('+44 1632 960961')

    await olga.page.getByRole('searchbox').fill('nobody like that')
    await olga.reads(like(t.noneFound, { search: 'nobody like that' }))
    await olga.page.getByRole('searchbox').fill('amsterdam')
    await olga.press('button', like(t.removeOf, { name }))
    await olga.press('button', t.removeNow)
    await olga.reads(like(t.removed, { name }))
    await expect(rowOf(olga, name)).toHaveCount(0)
    assert.deepEqual(stage.complaints(), [])
  })

test('who saves second sees what the first one changed, and decides', { skip: noBrowser }, async () => {
  const { desk } = stage
  const elsewhere = await desk.as('olga')
  const path = `/accounts/${account}/contacts`
  const berta = {
    kind: 'person',
    name: 'Berta Beispiel',
    email: 'berta@example.org',
    language: 'de',
    zone: 'Europe/Berlin',
  }
  const made = await elsewhere.post(path, berta)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const olga = await stage.comes('desktop', 'olga')
  await olga.goes(consolePaths.contacts(account))
  await olga.press('button', like(t.changeOf, { name: 'Berta Beispiel' }))
  await field(olga, t.field.phone).fill('030 901820')

  const meanwhile = { ...berta, organisation: 'Kaffeerad GmbH' }
  const changed = await elsewhere.put(`${path}/${made.body.contact.id}`, meanwhile, { 'if-match': '1' })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  await olga.press('button', t.save)
  const note = olga.page.getByRole('dialog').getByRole('alert')
  await expect(note).toContainText(like(t.meanwhile, { name: 'Olga Ostermann' }))
  await expect(note).toContainText(like(t.theirs, { value: 'Kaffeerad GmbH' }))
  await expect(note).toContainText(like(t.mine, { value: '030 901820' }))
  await olga.press('button', t.takeTheirs)
  await expect(olga.page.getByRole('textbox', { name: t.field.organisation })).toHaveValue('Kaffeerad GmbH')
  await field(olga, t.field.phone).fill('030 901820')
  await olga.press('button', t.save)
  await olga.reads(like(t.changed, { name: 'Berta Beispiel' }))
  await expect(rowOf(olga, 'Berta Beispiel')).toContainText('Kaffeerad GmbH')
  await expect(rowOf(olga, 'Berta Beispiel')).toContainText('+49 30 901820')

  // The same person under the same address is there already: that is refused, in red.
  await olga.press('button', t.add)
  await field(olga, t.nameOf.person).fill('Berta Beispiel')
  await field(olga, t.field.email).fill('berta@example.org')
  await field(olga, t.field.language).selectOption('de')
  await olga.press('button', t.save)
  await olga.reads(like(t.finding['same-contact-exists'], { name: 'Berta Beispiel' }))
  await expect(olga.page.getByText(refusalWords.internal)).toHaveCount(0)
  assert.deepEqual(stage.complaints(), [])
})
