// Somebody who has never seen it: sets the desk up, makes an account, invites its owner; she opens and ends service
// access and the agent's page follows; she finds out why somebody could enter last Tuesday, and takes the proof away.
// In the browser alone, from an empty database on.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { checkDocument } from '#server/access/6-prove/check-document.ts'
import { everyAccount } from '#server/access/account.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
import { whyTexts } from '#texts/de/why.ts'
import { day, hour } from '../desk.ts'
import { noBrowser } from './chromium.ts'
import { codeBy } from './second-factor.ts'
import { deskOrigin, expect, openStage, type Stage, type Visitor } from './stage.ts'
import { deskWords, like, words } from './words.ts'

const password = 'drei Laternen am Hafen'

test('from an empty desk to a proof, in the browser alone', { skip: noBrowser }, async () => {
  const stage = await openStage({ isEmpty: true })
  try {
    const { desk } = stage
    const { code } = await desk.kernel.database.within(everyAccount, tx =>
      makeLink(tx, { purpose: 'setup' }, linkLivesMs.setup, new Date(desk.time.now)),
    )
    const dora = await stage.comes('desktop')
    await setsUp(dora, code)
    await signsInFirst(stage, dora, 'dora@shopwerk.example')

    // An account with a shop; no mail is set up, so the link is shown once.
    await dora.goes(consolePaths.deskAccounts())
    await dora.press('button', words.accounts.make)
    await dora.fills(words.accounts.name, 'Kaffeerad')
    await dora.fills(words.accounts.ownerName, 'Olga Ostermann')
    await dora.fills(words.accounts.ownerAddress, 'olga@kaffeerad.example')
    await dora.fills(words.accounts.shopName, 'Kaffeerad')
    await dora.press('button', words.accounts.save)
    await dora.press('button', like(words.accounts.invite.byScreenOf, { name: 'Olga Ostermann' }))
    const olga = await stage.comes('phone')
    await firstPassword(olga, await linkShownTo(dora))
    await olga.isAt(words.account.title)

    // An agent in the support team.
    await dora.goes(consolePaths.deskStaff())
    const team = dora.page.getByLabel(words.staff.team, { exact: true })
    await team.selectOption(await team.locator('option', { hasText: 'Support' }).getAttribute('value'))
    await dora.fills(words.staff.name, 'Ines Kurz')
    await dora.fills(words.staff.address, 'ines@shopwerk.example')
    await dora.press('button', words.staff.save)
    await dora.press('button', like(words.accounts.invite.byScreenOf, { name: 'Ines Kurz' }))
    const ines = await stage.comes('desktop')
    await firstPassword(ines, await linkShownTo(dora))
    await setsUpSecondFactor(stage, ines)
    await ines.goes(consolePaths.open())
    await ines.isAt(words.open.title)

    // Olga opens on Monday; Ines sees it without asking; Olga ends it, and Ines reads by whom.
    await olga.press('link', `${words.account.toSwitch}: Kaffeerad`)
    await olga.press('switch', like(words.switch.label, { team: 'Support' }))
    await olga.press('button', words.switch.saveOn)
    await olga.reads(like(words.switch.turnedOn, { who: 'Support' }))
    const card = ines.page.getByRole('main').getByRole('article').filter({ hasText: 'Kaffeerad' })
    await expect(card.first()).toBeVisible()

    desk.time.pass(day + 2 * hour)
    const back = await stage.comes('phone')
    await signsIn(back, 'olga@kaffeerad.example')
    await back.goes('/')
    await back.press('link', `${words.account.toSwitchOn}: Kaffeerad`)
    await back.press('button', words.switch.end)
    await back.press('button', words.switch.offNow)
    await back.press('button', words.ending.done)

    // A week later: why could she get in last Tuesday, and what proves it?
    desk.time.pass(7 * day)
    const later = await stage.comes('desktop')
    await signsIn(later, 'olga@kaffeerad.example')
    await later.goes('/')
    await later.chooses(words.nav.why)
    await later.page.getByLabel(whyTexts.person, { exact: true }).selectOption({ label: 'Ines Kurz' })
    await later.press('radio', whyTexts.earlier)
    await later.press('button', whyTexts.preset.tuesday)
    await later.chooses(words.nav.timeline)
    const [download] = await Promise.all([
      later.page.waitForEvent('download'),
      later.press('link', like(words.timeline.export)),
    ])
    const verdict = checkDocument(JSON.parse(readFileSync(await download.path(), 'utf8')))
    assert.ok(verdict.intact, verdict.says)
  } finally {
    await stage.close()
  }
})

async function setsUp(first: Visitor, code: string): Promise<void> {
  const texts = deskWords.setUp
  await first.goes(doorPaths.setUp(code))
  await first.isAt(texts.title)
  await first.fills(texts.provider, 'Shopwerk')
  await first.page.getByLabel(texts.region).selectOption('DE-BE')
  await first.fills(texts.name, 'Dora Pult')
  await first.fills(texts.address, 'dora@shopwerk.example')
  await first.fills(texts.password, password)
  await first.press('button', texts.submit)
  await first.press('link', deskWords.signIn.title)
}

async function signsIn(person: Visitor, address: string): Promise<void> {
  const { title, submit } = deskWords.signIn
  await person.goes(doorPaths.signIn())
  await person.isAt(title)
  await person.fills(deskWords.signIn.address, address)
  await person.fills(deskWords.signIn.password, password)
  await person.press('button', submit)
  await person.page.waitForURL(url => url.pathname !== doorPaths.signIn())
}

async function signsInFirst(stage: Stage, person: Visitor, address: string): Promise<void> {
  await signsIn(person, address)
  await setsUpSecondFactor(stage, person)
}

async function setsUpSecondFactor(stage: Stage, person: Visitor): Promise<void> {
  const texts = deskWords.secondFactor
  await person.isAt(texts.title)
  const secret = await person.page.locator('code').innerText()
  await person.fills(texts.code, codeBy(secret, stage.desk.time.now))
  await person.press('button', texts.submit)
  await person.press('link', texts.stored)
}

/** The link that the desk shows once. */
async function linkShownTo(dora: Visitor): Promise<string> {
  const link = await dora.page.getByText(/\/new-password#\S+/).innerText()
  await dora.press('button', words.accounts.invite.done)
  return link.replace(deskOrigin, '')
}

async function firstPassword(person: Visitor, link: string): Promise<void> {
  await person.goes(link)
  await person.press('button', deskWords.link.open)
  await person.fills(deskWords.newPassword.password, password)
  await person.press('button', deskWords.newPassword.submit)
}
