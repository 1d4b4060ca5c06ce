import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { say } from '#server/plumbing/text.ts'
import { membersTexts } from '#texts/de/members.ts'
import { myRightsTexts } from '#texts/de/my-rights.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { makeDeputy } from './make-member.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { turnOn } from './turn-on.ts'
import { like, refusalWords, words } from './words.ts'

const t = membersTexts
let stage: Stage
let account: string
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  account = stage.desk.cast.accounts.olga!
})
after(() => stage?.close())

const listOf = ({ page }: Visitor) => page.getByRole('main').getByRole('listitem')

for (const device of bothDevices)
  test(`an invitation is read before it is sent, sent again and taken back (${device})`, {
    skip: noBrowser,
  }, async () => {
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.members(account))
    await olga.isAt(t.title)
    await olga.reads(t.onlyOwner)

    await olga.press('button', t.invite)
    const sheet = olga.page.getByRole('dialog')
    await olga.press('button', t.send)
    await olga.reads(t.nameMissing, sheet)
    await expect(olga.page.getByLabel(t.inviteName)).toBeFocused()
    await olga.fills(t.inviteName, 'Anna Beispiel')
    await olga.fills(t.inviteAddress, 'anna@example.org')
    await olga.press('radio', like(t.role.viewer))
    await olga.reads(
      like(t.willBeViewer, { name: 'Anna Beispiel', account: 'Kaffeerad', until: words.time.withoutEnd }),
      sheet,
    )
    await olga.press('radio', like(t.role.deputy))
    await olga.press('radio', like(t.untilDate))
    await olga.fills(t.untilDay, '2026-12-31')
    const lastDay = say(t.untilDaySaid, { day: 'Do., 31. Dez. 2026' })
    await olga.reads(
      like(t.willBeDeputy, { name: 'Anna Beispiel', account: 'Kaffeerad', until: lastDay }),
      sheet,
    )
    await olga.press('button', t.send)
    await expect(
      olga.page.getByRole('status').filter({ hasText: like(t.sent, { name: 'Anna Beispiel' }) }),
    ).toBeVisible()

    const row = listOf(olga).filter({ hasText: 'anna@example.org' })
    await expect(row).toContainText(words.state.pending)
    await expect(row).toContainText(words.time.left.split('{{')[0]!.trim())
    await olga.press('button', like(t.resendOf, { name: 'Anna Beispiel' }))
    await olga.reads(like(t.resent, { name: 'Anna Beispiel' }))
    await olga.press('button', like(t.withdrawOf, { name: 'Anna Beispiel' }))
    await olga.reads(like(t.withdrawn, { name: 'Anna Beispiel' }))
    await expect(row).toHaveCount(0)
    await olga.reads(t.onlyOwner)
  })

test('an address that a desk knows is answered like any other', { skip: noBrowser }, async () => {
  const olga = await stage.comes('desktop', 'olga')
  const said: string[] = []
  for (const address of ['sam@shopwerk.example', 'nobody@example.org']) {
    await olga.goes(consolePaths.members(account))
    await olga.press('button', t.invite)
    await olga.fills(t.inviteName, 'Jemand')
    await olga.fills(t.inviteAddress, address)
    await olga.press('button', t.send)
    const note = olga.page.getByRole('status').filter({ hasText: like(t.sent, { name: 'Jemand' }) })
    await expect(note).toBeVisible()
    said.push(await note.innerText())
    await olga.press('button', like(t.withdrawOf, { name: 'Jemand' }))
    await olga.reads(like(t.withdrawn))
  }
  assert.equal(said[0], said[1])
})

for (const device of bothDevices)
  test(`an account is offered to a member, who takes it, and is kept after all (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    await makeDeputy(desk, 'noor')
    const olga = await stage.comes(device, 'olga')
    await olga.goes(consolePaths.members(account))
    await olga.press('button', t.handOverOpen)
    await olga.press('button', t.next)
    await olga.reads(t.chooseMissing)
    await olga.press('radio', like('Noor Vermeer'))
    await olga.press('button', t.next)
    await olga.reads(like(t.meansThen, { account: 'Kaffeerad', to: 'Noor Vermeer' }))
    await olga.press('button', t.next)
    await olga.press('button', t.ask)
    await olga.reads(like(t.asked, { to: 'Noor Vermeer' }))
    await olga.reads(like(t.transferGiveAsked, { to: 'Noor Vermeer', account: 'Kaffeerad' }))
    await olga.reads(refusalWords['transfer-runs-already'])

    const noor = await stage.comes(device, 'noor', { locale: 'nl-NL' })
    await (await desk.as('noor')).put('/me/language', { language: 'de' })
    await noor.goes(consolePaths.members(account))
    await noor.reads(like(t.transferGetAsked, { from: 'Olga Ostermann', account: 'Kaffeerad' }))
    await noor.press('button', t.confirm)
    await noor.reads(like(t.confirmed, { account: 'Kaffeerad' }))
    await noor.reads(like(t.transferGetWaiting, { account: 'Kaffeerad' }))

    await olga.goes(consolePaths.members(account))
    await olga.reads(like(t.transferGiveWaiting, { to: 'Noor Vermeer', account: 'Kaffeerad' }))
    await olga.press('button', t.stop)
    await olga.reads(like(t.stopped, { account: 'Kaffeerad', from: 'Olga Ostermann' }))
    await expect(olga.page.getByRole('button', { name: t.handOverOpen })).toBeEnabled()

    await olga.press('button', like(t.endOf, { name: 'Noor Vermeer' }))
    await olga.press('button', t.endNow)
    await olga.reads(like(words.ending.grantConfirmed, { subject: 'Noor Vermeer' }))
    await olga.press('button', words.ending.done)
    await expect(listOf(olga).filter({ hasText: 'Noor Vermeer' })).toHaveCount(0)
  })

for (const device of bothDevices)
  test(`a member reads why not what is the owner's, and leaves (${device})`, {
    skip: noBrowser,
  }, async () => {
    const { desk } = stage
    await makeDeputy(desk, 'sam')
    const sam = await stage.comes(device, 'sam')
    await (await desk.as('sam')).put('/me/language', { language: 'de' })
    await sam.goes(consolePaths.members(account))
    for (const button of [t.invite, t.handOverOpen, t.closeOpen]) {
      const forbidden = sam.page.getByRole('button', { name: button, exact: true })
      await expect(forbidden).toBeDisabled()
      await expect(forbidden).toHaveAccessibleDescription(refusalWords['not-allowed'])
    }
    await sam.press('button', t.leaveOpen)
    await sam.reads(t.leaveSheetHint)
    await sam.press('button', t.leaveNow)
    await expect(sam.page.getByRole('dialog').getByRole('heading', { name: t.leaveDone })).toBeVisible()
    await sam.press('button', words.ending.done)
    await sam.goes(consolePaths.members(account))
    await sam.isAt(words.trouble.notFoundTitle)
  })

test('an account is closed by its name, and what it cost is counted before', {
  skip: noBrowser,
}, async () => {
  const { desk } = stage
  const { tulpenkas } = desk.cast.shops
  const noorAtHome = await desk.as('noor')
  await turnOn(noorAtHome, tulpenkas!)
  await noorAtHome.put('/me/language', { language: 'de' })
  const noor = await stage.comes('phone', 'noor')
  await noor.goes(consolePaths.members(tulpenkas!.accountId))
  await noor.press('button', t.closeOpen)
  const sheet = noor.page.getByRole('dialog')
  await noor.reads(like(t.closeEnds_one), sheet)
  await noor.press('button', t.closeNow)
  await noor.reads(like(words.ending.typeMissing, { words: 'Tulpenkas' }), sheet)
  await sheet.getByLabel(like(words.ending.typeLabel)).fill('Tulpenkas')
  await noor.press('button', t.closeNow)
  await expect(sheet.getByRole('heading', { name: like(t.closed, { account: 'Tulpenkas' }) })).toBeVisible()
  await noor.reads(like(words.ending.grantConfirmed, { subject: 'Support' }), sheet)
  await noor.press('button', words.ending.done)
  await expect(noor.page.getByText(myRightsTexts.none)).toBeVisible()
})
