import { after, before, test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { expect, openStage, type Stage, type Visitor } from './stage.ts'
import { like, words } from './words.ts'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

const ofWho = { who: 'Ines Kurz' }
const byOlga = { by: 'Olga Ostermann' }

/** Looks for the shop by a part of its name and asks to look into it, with the first of the reasons that are offered. */
async function ask(ines: Visitor, shop: string, more: () => Promise<void>): Promise<void> {
  stage.desk.time.pass(60_000)
  await ines.goes(consolePaths.ask())
  await ines.fills(words.ask.shopSearch, shop.slice(0, 6).toLowerCase())
  await ines.press('radio', new RegExp(`^${shop}`))
  await ines.reads(like(words.ask.shopChosen, { shop }))
  await ines.press('button', words.ask.viewTemplates.checkout)
  await more()
  await ines.press('button', words.ask.send)
  await ines.reads(like(words.ask.sentHint, { account: 'Kaffeerad' }))
}

/** What the agent reads about her newest request. */
const newestOf = (ines: Visitor) => ines.page.getByRole('main').getByRole('article').first()

for (const device of bothDevices)
  test(`the support asks with a reason for each right, and the owner accepts, changes and refuses (${device})`, {
    skip: noBrowser,
  }, async () => {
    const ines = await stage.comes(device, 'ines')
    const olga = await stage.comes(device, 'olga')

    await ask(ines, 'Kaffeerad', async () => {
      await ines.press('checkbox', new RegExp(`^${words.right.operate}`))
      await ines.press('button', words.ask.send)
      await ines.reads(words.right.reasonMissing)
      await ines.fills(words.ask.operateReason, 'Um den Steuersatz zu berichtigen')
      await ines.fills(like(words.ask.caseNumber), 'T-4711')
    })
    await olga.goes('/')
    await olga.reads(words.account.requestsWait_one)
    await olga.press('link', words.account.toRequests)
    await olga.isAt(like(words.request.title, ofWho))
    await olga.reads(like(words.requests.asksFor, { ...ofWho, subject: 'Support', shop: 'Kaffeerad' }))
    await olga.reads(words.ask.viewTemplates.checkout)
    await olga.reads('Um den Steuersatz zu berichtigen')
    await olga.reads('T-4711')
    await olga.press('button', like(words.request.acceptAs, { until: 'bis Do., 26.11., 18:00 Uhr (MEZ)' }))
    await olga.reads(like(words.request.approved, byOlga))
    await ines.goes(consolePaths.deskRequests())
    await expect(newestOf(ines)).toContainText(like(words.request.approved, byOlga))

    await ask(ines, 'Rösterei am Kanal', () => ines.press('radio', words.ask.forMe))
    await olga.chooses(words.nav.waiting)
    await olga.press('link', like(words.requests.readOf, { ...ofWho, shop: 'Rösterei am Kanal' }))
    await olga.press('button', words.request.change)
    await olga.press('radio', new RegExp(`^${words.preset['today-18']}`))
    await olga.press('radio', new RegExp(`^${words.mode['read-only']}`))
    await olga.press('button', words.request.acceptChanged)
    await olga.reads(like(words.request.approved, byOlga))
    await ines.goes(consolePaths.open())
    await expect(
      ines.page.getByRole('main').getByRole('article').filter({ hasText: 'Rösterei am Kanal' }),
    ).toContainText('bis Mo., 23.11., 18:00 Uhr (MEZ)')

    await ask(ines, 'Kaffeerad', async () => {})
    await olga.goes('/')
    await olga.press('link', words.account.toRequests)
    await olga.press('button', words.request.refuse)
    await olga.fills(like(words.request.refuseReason), 'Bitte rufen Sie zuerst an.')
    await olga.press('button', words.request.refuseNow)
    await olga.reads(like(words.request.rejected, byOlga))
    await ines.goes(consolePaths.deskRequests())
    await expect(newestOf(ines)).toContainText(like(words.request.rejected, byOlga))
    await expect(newestOf(ines)).toContainText('Bitte rufen Sie zuerst an.')
  })
