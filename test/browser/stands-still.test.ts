import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from '@playwright/test'
import { consolePaths } from '#contract/paths.ts'
import { bothDevices, noBrowser } from './chromium.ts'
import { type History, plantHistory } from './planted-history.ts'
import { expect, openStage, type Stage } from './stage.ts'

/** What one looks at every day. */
const mainPages = {
  olga: [
    ['who can get in', has => consolePaths.account(has.account)],
    ['waiting for me', has => consolePaths.requests(has.account)],
    ['the switch', has => consolePaths.shop(has.account, has.shopThatIsOn)],
    ['a connection', has => consolePaths.connection(has.account, has.shopThatIsOff)],
    ['a grant', has => consolePaths.grant(has.account, has.openGrant)],
    ['the timeline', has => consolePaths.timeline(has.account)],
    ['why', has => consolePaths.why(has.account)],
    ['the people of an account', has => consolePaths.people(has.account)],
    ['the boxes of a person', has => consolePaths.person(has.account, has.helper)],
    ['inviting to rights', has => consolePaths.inviteToRights(has.account)],
    ['owner and members', has => consolePaths.members(has.account)],
    ['contacts', has => consolePaths.contacts(has.account)],
    ['domains', has => consolePaths.domains(has.account)],
    ['my rights', consolePaths.myRights],
    ['the profile', consolePaths.settings],
  ],
  dora: [
    ['the desk', consolePaths.desk],
    ['accounts', consolePaths.deskAccounts],
    ['every open access', consolePaths.deskOpen],
    ['mails', consolePaths.deskMails],
    ['health', consolePaths.deskHealth],
    ['webhooks', consolePaths.deskWebhooks],
    ['panels', consolePaths.deskPanels],
    ['domain holders', consolePaths.deskHolders],
  ],
  ines: [['open to me', consolePaths.open]],
} satisfies Record<string, [string, (has: History) => string][]>

let stage: Stage
let has: History
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  has = await plantHistory(stage.desk)
})
after(() => stage?.close())

for (const device of bothDevices)
  describe(`nothing moves by itself, however late an answer comes (${device})`, { skip: noBrowser }, () => {
    for (const name of ['olga', 'dora', 'ines'] as const)
      for (const [title, path] of mainPages[name])
        test(title, async () => {
          const { page } = await stage.comes(device, name)
          await answersOneByOne(page)
          await watchShifts(page)
          await isAllThere(page, path(has))
          assert.deepEqual(await shiftsOn(page), [])
          await page.context().close()
        })
  })

test('what moves is seen', { skip: noBrowser }, async () => {
  const { page } = await stage.comes('phone', 'olga')
  await watchShifts(page)
  await isAllThere(page, consolePaths.account(has.account))
  assert.deepEqual(await shiftsOn(page), [])
  await page.evaluate(() => {
    const block = document.createElement('div')
    block.style.height = '300px'
    document.querySelector('main')!.prepend(block)
  })
  await expect.poll(async () => (await shiftsOn(page)).length).toBe(1)
  await page.context().close()
})

async function isAllThere(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.locator('h1')).toHaveCount(1)
  await expect(page.locator('[aria-busy="true"], [class*="Skeleton-root"]')).toHaveCount(0)
}

/** Every answer of the desk is drawn before the next one comes, as over a slow line. */
async function answersOneByOne(page: Page): Promise<void> {
  let before: Promise<unknown> = Promise.resolve()
  await page.route('**/api/v1/**', async route => {
    if (route.request().url().endsWith('/live')) return route.continue()
    before = before.then(() => new Promise(resolve => setTimeout(resolve, 120)))
    await before
    await route.continue()
  })
}

/** Has the browser note what moves without being touched (Layout Instability API). */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const moved: string[] = []
    Object.assign(globalThis, { moved })
    type Shift = PerformanceEntry & {
      value: number
      hadRecentInput: boolean
      sources: { node: Element | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
    }
    new PerformanceObserver(list => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[])
        if (!hadRecentInput && value >= 0.005)
          moved.push(
            `${value.toFixed(3)}: ${sources
              .map(
                ({ node, previousRect, currentRect }) =>
                  `${node?.nodeName}.${node?.className} ${previousRect.y} to ${currentRect.y}: ${node?.textContent?.slice(0, 40)}`,
              )
              .join(', ')}`,
          )
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

async function shiftsOn(page: Page): Promise<string[]> {
  // What was drawn last is noted in a task of its own.
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 50))))
  return page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved)
}
