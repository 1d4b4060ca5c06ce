// Inviting people to rights in six small steps.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { people } from '#db/seeds/cast.ts'
import { inviteToRightsTexts } from '#texts/de/invite-to-rights.ts'
import { rightsTexts } from '#texts/de/rights.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, words } from './words.ts'

const t = inviteToRightsTexts
const rights = rightsTexts
const { permission } = words
const roesterei = 'Rösterei am Kanal'

let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
})
after(() => stage?.close())

const stepNamed = (step: keyof typeof t.step) => like(t.stepOf, { all: '6', name: t.step[step] })
/** The heading of the step has the focus, so who works by key or ear begins there. */
async function isAtStep({ page }: Visitor, step: keyof typeof t.step): Promise<void> {
  await expect(page.getByRole('heading', { level: 2, name: stepNamed(step) })).toBeFocused()
}

for (const device of bothDevices)
  test(`people are invited in six steps; nothing is lost on the way back (${device})`, {
    skip: noBrowser,
  }, async () => {
    const known = `anna-${device}@example.org`
    const olga = await stage.comes(device, 'olga')
    const { page } = olga
    const goOn = () => olga.press('button', t.next)
    const addresses = page.getByLabel(t.addresses, { exact: true })
    await olga.goes(consolePaths.inviteToRights(account))
    await olga.isAt(t.title)

    // 1. Whom. What is wrong is said when the field is left.
    await goOn()
    await olga.reads(t.addressesMissing)
    await expect(addresses).toBeFocused()
    await addresses.fill(`Anna Beispiel <${known}>, bert`)
    await addresses.blur()
    await olga.reads(like(t.addressWrong, { address: 'bert' }))
    await addresses.fill(Array.from({ length: 21 }, (_, index) => `p${index}@example.org`).join('\n'))
    await olga.reads(like(t.addressesTooMany, { count: '21', most: '20' }))
    await addresses.fill(`Anna Beispiel <${known}>, ${people.olga.address}`)
    await olga.reads(like(t.addressesSeen_other, { count: '2' }))
    await page.getByLabel(t.language, { exact: true }).selectOption('nl')
    assert.deepEqual(await findFaults(page, 'de'), [])
    await goOn()

    // 2. What they are.
    await isAtStep(olga, 'what')
    await goOn()
    await olga.reads(t.whatMissing)
    await olga.press('radio', like(rights.audience.agency))
    await goOn()

    // 3. Where: in a single thing.
    await isAtStep(olga, 'where')
    await olga.press('radio', like(rights.where.one))
    await goOn()
    await olga.reads(rights.where.missing)
    await page.getByLabel(rights.where.chooseOne, { exact: true }).selectOption({ label: roesterei })
    await goOn()

    // 4. Until when. An agency cannot stay without an end.
    await isAtStep(olga, 'until')
    await expect(page.getByRole('radio', { name: like(rights.until.endless) })).toHaveCount(0)
    await expect(page.getByRole('radio', { name: like(rights.until['thirty-days']) })).toBeChecked()
    await olga.press('radio', like(rights.until['three-working-days']))

    // Back, forwards and anew: everything still stands there.
    await page.goBack()
    await isAtStep(olga, 'where')
    await page.goForward()
    await isAtStep(olga, 'until')
    await page.reload()
    await expect(page.getByRole('radio', { name: like(rights.until['three-working-days']) })).toBeChecked()
    await goOn()

    // 5. The sentence that will be true, and the boxes behind it.
    await isAtStep(olga, 'sentence')
    await olga.reads(like(rights.sentence.scope, { scope: roesterei }))
    await olga.reads(like(rights.sentence.seesNot))
    await olga.press('button', t.boxesOpen)
    await olga.press('checkbox', `${t.everybody}: ${permission.invoices.view}`)
    await expect(page.getByRole('status').filter({ hasText: permission.invoices.view })).toBeVisible()
    assert.deepEqual(await findFaults(page, 'de'), [])
    await goOn()

    // 6. Sent: what became of each.
    await isAtStep(olga, 'send')
    await olga.reads(known)
    await olga.press('button', like(t.send_other, { count: '2' }))
    await expect(page.getByRole('heading', { name: t.resultTitle })).toBeFocused()
    await expect(page.getByRole('listitem').filter({ hasText: known })).toContainText(t.sent)
    await expect(page.getByRole('listitem').filter({ hasText: people.olga.address })).toContainText(
      t.refused['not-to-yourself'],
    )
    const { body } = await (await stage.desk.as('olga')).get(`/accounts/${account}/rights-invitations`)
    const sent = body.items.find((one: { address: string }) => one.address === known)
    assert.deepEqual([sent.name, sent.language, sent.offer.scope.name], ['Anna Beispiel', 'nl', roesterei])
    assert.ok(sent.offer.permissions.includes('invoices.view'))
    await olga.press('button', t.another)
    await expect(addresses).toHaveValue('')
    assert.deepEqual(stage.complaints(), [])
  })

test('keys alone lead through all steps, beginning with a contact', { skip: noBrowser }, async () => {
  const client = await stage.desk.as('olga')
  const made = await client.post(`/accounts/${account}/contacts`, {
    kind: 'person',
    name: 'Carla Contact',
    email: 'carla@example.org',
    language: 'en',
    zone: 'Europe/Berlin',
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const olga = await stage.comes('desktop', 'olga')
  const { page } = olga
  await olga.goes(`${consolePaths.inviteToRights(account)}?contact=${made.body.contact.id}`)
  const addresses = page.getByLabel(t.addresses, { exact: true })
  await expect(addresses).toHaveValue('Carla Contact <carla@example.org>')
  await expect(page.getByLabel(t.language, { exact: true })).toHaveValue('en')
  await addresses.focus()
  await page.keyboard.press('Enter')
  await isAtStep(olga, 'what')
  await page.getByRole('radio', { name: like(rights.audience.employee) }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await isAtStep(olga, 'where')
  await page.getByRole('radio', { name: like(rights.where.account) }).focus()
  await page.keyboard.press('Enter')
  await isAtStep(olga, 'until')
  await page.getByRole('radio', { name: like(rights.until.endless) }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await olga.reads(rights.until.reasonMissing)
  await page.keyboard.type('Arbeitet im Haus')
  await olga.press('button', t.next)
  await isAtStep(olga, 'sentence')
  await olga.reads(like(rights.sentence.may, { name: 'Carla Contact', until: rights.sentence.endless }))
  await olga.press('button', t.next)
  await isAtStep(olga, 'send')
  await page.getByRole('button', { name: t.send_one }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'carla@example.org' })).toContainText(t.sent)
  assert.deepEqual(stage.complaints(), [])
})

test('a group is made on the way', { skip: noBrowser }, async () => {
  const olga = await stage.comes('desktop', 'olga')
  const { page } = olga
  await olga.goes(consolePaths.inviteToRights(account))
  await page.getByLabel(t.addresses, { exact: true }).fill('dirk@example.org')
  await olga.press('button', t.next)
  await olga.press('radio', like(rights.audience.club))
  await olga.press('button', t.next)
  await olga.press('radio', like(rights.where.group))
  await olga.press('button', rights.where.makeGroup)
  await olga.press('button', rights.where.make)
  await olga.reads(rights.where.groupNameMissing)
  await olga.fills(rights.where.groupName, 'Vereinsseiten')
  await olga.press('checkbox', roesterei)
  await olga.press('button', rights.where.make)
  await expect(page.getByRole('group', { name: rights.where.makeGroup })).toHaveCount(0)
  await expect(page.getByLabel(rights.where.chooseGroup, { exact: true })).toContainText('Vereinsseiten')
  await olga.press('button', t.next)
  await isAtStep(olga, 'until')
  const { body } = await (await stage.desk.as('olga')).get(`/accounts/${account}/resources`)
  const byName = new Map(
    (body.items as { name: string; id: string; groupId: string | null }[]).map(one => [one.name, one]),
  )
  assert.equal(byName.get(roesterei)?.groupId, byName.get('Vereinsseiten')?.id)
  assert.deepEqual(stage.complaints(), [])
})
