// Where journeys take place: a desk with its own time, a shop behind the gate, a browser, and people with devices.
import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type BrowserContextOptions, expect as expectSoon, type Locator, type Page } from '@playwright/test'
import { type CastName, demoPassword, people } from '#db/seeds/cast.ts'
import type { OwnCatalogue } from '#server/doors/sub-account/own-catalogue/own-catalogue.ts'
import { migrate } from '#server/plumbing/migrate.ts'
import { makeDatabase } from '../database.ts'
import { startTestDesk, type TestDesk } from '../desk.ts'
import { type Device, devices, startBrowser } from './chromium.ts'
import { openGuardedShop } from './guarded-shop.ts'
import { deskWords, words } from './words.ts'

export const deskOrigin = 'http://einlass.localhost'
export const shopOrigin = 'http://kaffeerad.localhost'

/** What the console asks for again by itself comes within ten seconds; the rest is room for a busy machine. */
export const expect = expectSoon.configure({ timeout: 20_000 })

type Role = Parameters<Page['getByRole']>[0]

/** A person at a device. Things are found by what a screen reader would call them. */
export type Visitor = {
  page: Page
  goes(path: string): Promise<void>
  press(role: Role, name: string | RegExp, within?: Locator): Promise<void>
  fills(label: string | RegExp, text: string): Promise<void>
  reads(text: string | RegExp, within?: Locator): Promise<void>
  /** The heading of a page; it is there when the page is. */
  isAt(heading: string | RegExp): Promise<void>
  signsIn(name: CastName): Promise<void>
  /** Goes by the menu, which a phone opens first. */
  chooses(item: string): Promise<void>
  /** A second tab of the same browser. */
  opensTab(): Promise<Visitor>
}

export type Stage = {
  desk: TestDesk
  /** Somebody comes; with a name he is signed in already. */
  comes(device: Device, name?: CastName, options?: BrowserContextOptions): Promise<Visitor>
  /** What browsers complained about since it was asked last, apart from refusals that the pages tell themselves. */
  complaints(): string[]
  close(): Promise<void>
}

/**
 * @param options.isEmpty a desk that nobody has set up yet, instead of the one with the cast
 * @param options.catalogue permissions of the provider's own
 */
export async function openStage(
  options: { isEmpty?: boolean; catalogue?: OwnCatalogue } = {},
): Promise<Stage> {
  const desk = await (options.isEmpty
    ? startEmptyDesk()
    : startTestDesk({ url: deskOrigin, origins: { kaffeerad: shopOrigin }, catalogue: options.catalogue }))
  // Browsers count the age of a cookie from the time that the server says; by this they live in the desk's time.
  desk.app.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Date', new Date(desk.time.now).toUTCString())
  })
  const shop = await openGuardedShop(desk, 'kaffeerad')
  const browser = await startBrowser({
    'einlass.localhost': Number(new URL(desk.url).port),
    'kaffeerad.localhost': shop.port,
  })
  let heard: string[] = []
  const complaints = () => heard.splice(0)

  return {
    desk,
    complaints,
    async comes(device, name, options = {}) {
      const context = await browser.newContext({
        ...devices[device],
        baseURL: deskOrigin,
        locale: 'de-DE',
        timezoneId: 'Europe/Berlin',
        ...options,
      })
      context.setDefaultTimeout(20_000)
      context.on('weberror', error => heard.push(`${error.page()?.url()}: ${error.error()}`))
      context.on('console', message => {
        const isRefusal = /^Failed to load resource: .* status of 4\d\d/.test(message.text())
        if (message.type() === 'error' && !isRefusal)
          heard.push(`${message.page()?.url()}: ${message.text()}`)
      })
      if (name) {
        const [cookie, value] = (await desk.as(name)).cookie!.split('=')
        await context.addCookies([{ name: cookie!, value: value!, url: deskOrigin }])
      }
      return newVisitor(await context.newPage(), device, desk)
    },
    async close() {
      await browser.close()
      shop.close()
      await desk.close()
      assert.deepEqual(complaints(), [], 'no page may complain in the console of the browser')
      heard = []
    },
  }
}

async function startEmptyDesk(): Promise<TestDesk> {
  const empty = await makeDatabase(undefined)
  await migrate(empty.ownerUrl)
  const desk = await startTestDesk({ url: deskOrigin, template: empty.name })
  await empty.drop()
  return desk
}

/** What a machine far away showed instead, beside what was waited for. */
async function saysWhatWasThere(page: Page, error: Error): Promise<never> {
  const text = await page.innerText('body').catch(() => 'nothing')
  throw new Error(`${error.message}\nAt ${page.url()} there was:\n${text}`, { cause: error })
}

function newVisitor(page: Page, device: Device, desk: TestDesk): Visitor {
  const isTouched = device === 'phone'
  const visitor: Visitor = {
    page,
    async goes(path) {
      await page.goto(path)
    },
    async press(role, name, within) {
      const thing = (within ?? page).getByRole(role, { name, exact: typeof name === 'string' })
      await (isTouched ? thing.tap() : thing.click()).catch(error => saysWhatWasThere(page, error))
    },
    async fills(label, text) {
      await page.getByLabel(label, { exact: typeof label === 'string' }).fill(text)
    },
    async reads(text, within) {
      await expect((within ?? page.locator('body')).getByText(text).first()).toBeVisible()
    },
    async isAt(heading) {
      await expect(
        page.getByRole('heading', { level: 1, name: heading, exact: typeof heading === 'string' }),
      ).toBeVisible()
    },
    async signsIn(name) {
      const { title, address, password, submit } = deskWords.signIn
      await visitor.isAt(title)
      await visitor.fills(address, people[name].address)
      await visitor.fills(password, demoPassword)
      await visitor.press('button', submit)
      // Agents have a second factor.
      if (name === 'olga' || name === 'noor') return
      await visitor.isAt(deskWords.code.title)
      await visitor.fills(deskWords.code.code, await desk.codeOf(name))
      await visitor.press('button', deskWords.code.submit)
    },
    async chooses(item) {
      if (isTouched) await visitor.press('button', words.nav.open)
      // Some items count what waits behind them.
      const link = new RegExp(`^${item.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\d|$)`)
      await visitor.press('link', link, page.getByRole('navigation', { name: words.nav.main }))
    },
    opensTab: async () => newVisitor(await page.context().newPage(), device, desk),
  }
  return visitor
}
