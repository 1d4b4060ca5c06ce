import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from '@playwright/test'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { say } from '#server/plumbing/text.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { makeDeputy } from './make-member.ts'
import { expect as expectSoon, openStage, type Stage } from './stage.ts'
import { turnOff, turnOn } from './turn-on.ts'
import { like, words } from './words.ts'

/** Shorter than any page would take that asks again by itself: what is there so soon was told. */
const expect = expectSoon.configure({ timeout: 9_000 })
const live = '**/api/v1/live'

let stage: Stage
before(async () => {
  if (!noBrowser) stage = await openStage()
})
after(() => stage?.close())

/** Counts the streams that a page has asked for. */
function countStreams(page: Page): () => number {
  let asked = 0
  page.on('request', request => {
    if (request.url().endsWith('/api/v1/live')) asked++
  })
  return () => asked
}

const isListening = (page: Page) => page.waitForResponse(live)

for (const device of bothDevices) {
  test(`what is ended on one screen is seen on the others at once, with who did it and why (${device})`, {
    skip: noBrowser,
  }, async () => {
    const kaffeerad = stage.desk.cast.shops.kaffeerad!
    await turnOn(await stage.desk.as('olga'), kaffeerad)
    stage.desk.time.pass(60_000)
    const [olga, atHome, ines] = [
      await stage.comes(device, 'olga'),
      await stage.comes(device, 'olga'),
      await stage.comes(device, 'ines'),
    ]
    const listening = [atHome, ines].map(({ page }) => isListening(page))
    await olga.goes(consolePaths.account(kaffeerad.accountId))
    await atHome.goes(consolePaths.account(kaffeerad.accountId))
    await ines.goes(consolePaths.open())
    await Promise.all(listening)
    await atHome.reads(like(words.account.open_one))
    const card = ines.page.getByRole('article').filter({ hasText: 'Kaffeerad' })
    await expect(card.getByRole('link', { name: like(words.open.enterOf) })).toBeVisible()

    await olga.press('button', like(words.grant.endOf))
    await olga.fills(like(words.ending.note), 'Danke, gelöst')
    await olga.press('button', words.ending.now)
    await expect(atHome.page.getByText(words.account.nobody)).toBeVisible()
    await expect(card).toContainText(words.open.ended)
    await expect(card).toContainText(like(words.open.overBy, { by: 'Olga Ostermann', shop: 'Kaffeerad' }))
    await expect(card).toContainText('Danke, gelöst')
    await olga.press('button', words.ending.done)

    await ines.page.reload()
    await ines.reads(words.open.endedLately)
    await ines.reads(like(words.open.overBy, { by: 'Olga Ostermann', shop: 'Kaffeerad' }))
    for (const { page } of [olga, atHome, ines]) await page.context().close()
  })

  test(`what is opened and who goes in is seen without asking (${device})`, { skip: noBrowser }, async () => {
    const roesterei = stage.desk.cast.shops.roesterei!
    const owner = await stage.desk.as('olga')
    const olga = await stage.comes(device, 'olga')
    const listening = isListening(olga.page)
    await olga.goes(consolePaths.account(roesterei.accountId))
    await listening
    await olga.reads(words.account.nobody)
    await turnOn(owner, roesterei)
    await expect(olga.page.getByText(words.account.open_one)).toBeVisible()
    await turnOff(owner, roesterei)
    await expect(olga.page.getByText(words.account.nobody)).toBeVisible()
    await olga.page.context().close()
  })
}

test('a member whose part in an account was ended is told so instead of seeing an error', {
  skip: noBrowser,
}, async () => {
  const { accountId } = stage.desk.cast.shops.kaffeerad!
  const grant = await makeDeputy(stage.desk, 'noor')
  stage.desk.time.pass(60_000)
  const noor = await stage.comes('phone', 'noor')
  const listening = isListening(noor.page)
  await noor.goes(consolePaths.account(accountId))
  await listening
  const t = (await import('#texts/nl/console.ts')).consoleTexts
  await noor.isAt(t.account.title)
  const olga = await stage.desk.as('olga')
  const ended = await olga.post(`/accounts/${accountId}/grants/${grant}/ending`, {
    note: 'Danke fürs Aushelfen',
  })
  assert.equal(ended.status, 200)
  await expect(
    noor.page.getByRole('heading', { level: 1, name: say(t.lost.title, { account: 'Kaffeerad' }) }),
  ).toBeVisible()
  await noor.reads(like(t.lost.by, { by: 'Olga Ostermann' }))
  await noor.reads('Danke fürs Aushelfen')
  await noor.press('link', t.trouble.toHome)
  await noor.isAt(t.account.title)
  assert.ok(!noor.page.url().includes(accountId), 'home is where she still belongs')
  await noor.page.context().close()
})

test('a sign-in that was ended elsewhere says so, shows nothing any more, and leads back', {
  skip: noBrowser,
}, async () => {
  const { accountId } = stage.desk.cast.shops.kaffeerad!
  const olga = await stage.comes('desktop', 'olga')
  const listening = isListening(olga.page)
  await olga.goes(consolePaths.account(accountId))
  await listening
  await olga.isAt(words.account.title)
  const ended = await (await stage.desk.as('olga')).post('/me/sessions/ending')
  assert.equal(ended.status, 200)
  await expect(olga.page.getByRole('heading', { level: 1, name: words.gone.title })).toBeVisible()
  await olga.reads(words.gone.because['ended-by-person'])
  assert.ok(!(await olga.page.getByRole('main').innerText()).includes('Kaffeerad'))
  await expect(olga.page.getByRole('navigation', { name: words.nav.main })).toHaveCount(0)
  await expect(olga.page.getByRole('link', { name: words.gone.toSignIn })).toHaveAttribute(
    'href',
    doorPaths.signIn(consolePaths.account(accountId)),
  )
  await olga.page.context().close()
})

test('without a stream the page says so after a while, and asks again by itself', {
  skip: noBrowser,
}, async () => {
  const roesterei = stage.desk.cast.shops.roesterei!
  const owner = await stage.desk.as('olga')
  const { page, ...olga } = await stage.comes('phone', 'olga')
  await page.clock.install()
  await page.route(live, route => route.fulfill({ status: 404, body: '' }))
  await olga.goes(consolePaths.account(roesterei.accountId))
  await olga.reads(words.account.nobody)
  await page.clock.fastForward(31_000)
  await olga.reads(words.live.interrupted)
  await turnOn(owner, roesterei)
  await page.clock.fastForward(11_000)
  await expect(page.getByText(words.account.open_one)).toBeVisible()

  await page.unroute(live)
  await page.clock.fastForward(60_000)
  await expectSoon(page.getByText(words.live.interrupted)).toBeHidden()
  await turnOff(owner, roesterei)
  await expect(page.getByText(words.account.nobody)).toBeVisible()
  await page.context().close()
})

test('a tab that nobody looks at gives its line back after some seconds, and catches up when it is looked at', {
  skip: noBrowser,
}, async () => {
  const roesterei = stage.desk.cast.shops.roesterei!
  const owner = await stage.desk.as('olga')
  const { page, ...olga } = await stage.comes('desktop', 'olga')
  const streams = countStreams(page)
  await page.clock.install()
  const listening = isListening(page)
  await olga.goes(consolePaths.account(roesterei.accountId))
  await listening
  await olga.reads(words.account.nobody)
  const look = (isHidden: boolean) =>
    page.evaluate(hidden => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => (hidden ? 'hidden' : 'visible'),
      })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)

  await look(true)
  await page.clock.fastForward(3_000)
  await look(false)
  assert.equal(streams(), 1, 'a glance elsewhere costs nothing')

  await look(true)
  const closed = page.waitForEvent('requestfailed', request => request.url().endsWith('/api/v1/live'))
  await page.clock.fastForward(6_000)
  await closed
  await turnOn(owner, roesterei)
  await look(false)
  await expect(page.getByText(words.account.open_one)).toBeVisible()
  assert.equal(streams(), 2)
  await turnOff(owner, roesterei)
  await page.context().close()
})
