// Every page, in every language, by light and in the dark, on a narrow phone: readable for everybody, and in words.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import type { CastName } from '#db/seeds/cast.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { consoleTexts as de } from '#texts/de/console.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { doorTexts } from '#texts/doors.ts'
import { consoleTexts as en } from '#texts/en/console.ts'
import { consoleTexts as nl } from '#texts/nl/console.ts'
import type { Client } from '../desk.ts'
import { hour } from '../desk.ts'
import { enterShop } from '../gate.ts'
import { noBrowser } from './chromium.ts'
import { findFaults } from './find-faults.ts'
import { expect, openStage, type Stage, shopOrigin, type Visitor } from './stage.ts'
import { like } from './words.ts'

const consoleWords = { de, en, nl }
const narrow = { viewport: { width: 360, height: 780 }, reducedMotion: 'reduce' } as const

let stage: Stage
let empty: Stage
let has: Awaited<ReturnType<typeof plantHistory>>
before(async () => {
  if (noBrowser) return
  stage = await openStage()
  has = await plantHistory()
  empty = await openStage({ isEmpty: true })
})
after(async () => {
  await empty?.close()
  await stage?.close()
})

/** Every state that a page can be in: open and ended, confirmed and not, asked, refused, somebody inside. */
async function plantHistory() {
  const { desk } = stage
  const { kaffeerad, roesterei, tulpenkas } = desk.cast.shops as Record<string, { id: string; accountId: string }>
  const accessOf = (shop = kaffeerad!) => `/accounts/${shop.accountId}/shops/${shop.id}/service-access`
  const done = async (answer: ReturnType<Client['post']>) => {
    const { status, body } = await answer
    assert.ok(status < 300, JSON.stringify(body))
    return body
  }
  const team = { mode: 'full', who: { kind: 'team' } }
  const [olga, noor, ines] = [await desk.as('olga'), await desk.as('noor'), await desk.as('ines')]

  // Its end has passed, and nobody has seen to it: not confirmed.
  await done(noor.put(accessOf(tulpenkas), { ...team, until: { preset: 'today-18' } }, { 'if-match': '"0"' }))
  await done(olga.put(accessOf(), { ...team, until: { preset: 'one-week' } }, { 'if-match': '"0"' }))
  await enterShop(desk, 'kaffeerad', ines)
  const { ending } = await done(olga.post(`${accessOf()}/ending`, { note: 'Danke, gelöst' }))
  desk.time.pass(8 * hour)

  const ask = (agent: Client, shopId: string) =>
    done(
      agent.post('/provider/requests', {
        shopId,
        wants: [
          { permission: 'shop.view', reason: 'Um den Bestellablauf so zu sehen, wie Sie ihn sehen' },
          { permission: 'shop.operate', reason: 'Um den Steuersatz zu berichtigen' },
        ],
        until: { preset: 'three-working-days' },
        forWhom: 'team',
        caseNumber: 'T-4711',
        message: 'Es geht um die Kasse.',
      }),
    )
  const refused = await ask(ines, kaffeerad!.id)
  const note = 'Bitte rufen Sie zuerst an.'
  await done(olga.post(`/accounts/${kaffeerad!.accountId}/requests/${refused.id}/decision`, { outcome: 'refuse', note }))
  const asked = await ask(await desk.as('sam'), roesterei!.id)

  const texts = { reason: 'Die Kasse rechnet falsch', caseNumber: 'T-4711', message: 'Bitte nur den Warenkorb' }
  const opening = { ...team, ...texts, until: { preset: 'one-week' } }
  const { version, grants } = await done(
    olga.get(accessOf()).then(({ body }) => olga.put(accessOf(), opening, { 'if-match': `"${body.version}"` })),
  )
  assert.ok(version > 0)
  await enterShop(desk, 'kaffeerad', ines)
  return {
    account: kaffeerad!.accountId,
    kaffeerad: kaffeerad!.id,
    roesterei: roesterei!.id,
    tulpenkas: tulpenkas!,
    open: String(grants[0].id),
    ended: String(ending.grants[0].id),
    asked: String(asked.id),
    refused: String(refused.id),
  }
}

/** A page, or what becomes of it when something is pressed. */
type Look = { name: string; path: string; then?: (visitor: Visitor) => Promise<unknown> }

function looksOf(language: Language): Record<Exclude<CastName, 'noor'>, Look[]> {
  const t = consoleWords[language]
  const { account } = has
  const kaffeerad = consolePaths.shop(account, has.kaffeerad)
  const roesterei = consolePaths.shop(account, has.roesterei)
  const asked = consolePaths.request(account, has.asked)
  return {
    olga: [
      { name: 'who can get in', path: '/' },
      { name: 'the open menu', path: '/', then: olga => olga.press('button', t.nav.open) },
      { name: 'what will be ended', path: '/', then: olga => olga.press('button', like(t.grant.endOf)) },
      { name: 'the switch, off', path: roesterei },
      {
        name: 'the switch, about to be switched on',
        path: roesterei,
        async then(olga) {
          await olga.press('switch', like(t.switch.label))
          await olga.page.getByText(t.switch.more).tap()
          await olga.press('radio', like(t.preset.own))
          await olga.press('radio', like(t.switch.whoNamed))
          await olga.press('button', t.switch.saveOn)
          await olga.reads(t.switch.whoNamedMissing)
        },
      },
      { name: 'the switch, on', path: kaffeerad },
      { name: 'moving the end', path: kaffeerad, then: olga => olga.press('button', t.switch.extend) },
      { name: 'changing what is on', path: kaffeerad, then: olga => olga.press('button', t.switch.change) },
      { name: 'waiting requests', path: consolePaths.requests(account) },
      { name: 'all requests', path: `${consolePaths.requests(account)}?state=all` },
      { name: 'a request that waits', path: asked },
      { name: 'changing a request', path: asked, then: olga => olga.press('button', t.request.change) },
      { name: 'refusing a request', path: asked, then: olga => olga.press('button', t.request.refuse) },
      { name: 'a request that was refused', path: consolePaths.request(account, has.refused) },
      { name: 'an open grant', path: consolePaths.grant(account, has.open) },
      { name: 'an ended grant', path: consolePaths.grant(account, has.ended) },
      { name: 'the receipt of an open grant', path: consolePaths.receipt(account, has.open) },
      { name: 'the receipt of an ended grant', path: consolePaths.receipt(account, has.ended) },
      { name: 'the timeline', path: consolePaths.timeline(account) },
      { name: 'a part of the timeline', path: `${consolePaths.timeline(account)}?show=entries&grant=${has.ended}` },
      { name: 'nothing here', path: consolePaths.account(has.tulpenkas.accountId) },
      { name: 'an entrance that is not open', path: doorPaths.enter(has.kaffeerad) },
    ],
    dora: [
      { name: 'the desk', path: consolePaths.desk() },
      { name: 'requests that were sent', path: consolePaths.deskRequests() },
      { name: 'asking', path: consolePaths.ask() },
      {
        name: 'asking, incomplete',
        path: consolePaths.ask(),
        async then(dora) {
          await dora.press('checkbox', like(t.ask.operate))
          await dora.fills(t.ask.shopSearch, 'kaffee')
          await dora.reads(like(t.ask.shopFound_other))
          await dora.press('button', t.ask.send)
          await dora.reads(t.ask.reasonMissing)
        },
      },
      { name: 'asking for a shop from a link', path: consolePaths.ask(has.kaffeerad) },
      { name: 'accounts', path: consolePaths.deskAccounts() },
      { name: 'a new account', path: consolePaths.deskAccounts(), then: dora => dora.press('button', t.accounts.make) },
      {
        name: 'a new gate key',
        path: consolePaths.deskAccounts(),
        async then(dora) {
          await dora.press('button', like(t.accounts.keyOf, { shop: 'Kaffeerad' }))
          await dora.press('button', t.accounts.keyMake)
          await dora.reads(t.accounts.keyOnce)
          await dora.page.getByRole('dialog').getByText('nginx', { exact: true }).tap()
        },
      },
      { name: 'teams', path: consolePaths.deskStaff() },
      {
        name: 'blocking somebody',
        path: consolePaths.deskStaff(),
        then: dora => dora.press('button', like(t.staff.blockOf, { name: 'Sam Albers' })),
      },
      { name: 'rules', path: consolePaths.deskPolicy() },
      { name: 'nothing open to me', path: consolePaths.open() },
    ],
    sam: [
      {
        name: 'withdrawing a request',
        path: consolePaths.deskRequests(),
        then: sam => sam.press('button', like(t.deskRequests.withdrawOf)),
      },
      { name: 'teams, from the support', path: consolePaths.deskStaff() },
    ],
    ines: [
      { name: 'open to me', path: consolePaths.open() },
      { name: 'giving back', path: consolePaths.open(), then: ines => ines.press('button', like(t.open.giveBackOf)) },
      { name: 'the entrance', path: doorPaths.enter(has.kaffeerad) },
      {
        name: 'inside',
        path: doorPaths.enter(has.kaffeerad),
        async then(ines) {
          await ines.press('button', deskPages[language].enter.submit)
          await ines.press('link', 'Wer bin ich hier?')
        },
      },
      {
        name: 'having left',
        path: `${shopOrigin}/.einlass/here`,
        then: ines => ines.press('button', doorTexts[language].gate.leave),
      },
    ],
  }
}

async function look(visitor: Visitor, { path, then }: Look, language: Language): Promise<void> {
  const tab = await visitor.opensTab()
  await tab.goes(path)
  await isThere(tab)
  await then?.(tab)
  await isThere(tab)
  assert.deepEqual([...(await findFaults(tab.page, language)), ...stage.complaints()], [])
  await tab.page.close()
}

/** The page has its heading and waits for nothing. */
async function isThere({ page }: Visitor): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1)
  await expect(page.locator('[aria-busy="true"], [class*="Skeleton-root"]')).toHaveCount(0)
}

for (const language of ['de', 'en', 'nl'] as const) {
  test(`pages of the console and of the doors (${language})`, { skip: noBrowser }, async t => {
    for (const name of ['olga', 'dora', 'sam', 'ines'] as const) {
      await (await stage.desk.as(name)).put('/me/language', { language })
      const visitor = await stage.comes('phone', name, { ...narrow, locale: language })
      for (const one of looksOf(language)[name])
        await t.test(`${name}: ${one.name}`, () => look(visitor, one, language))
      await visitor.page.context().close()
    }
  })

  test(`pages for whoever is not signed in (${language})`, { skip: noBrowser }, async t => {
    const stranger = await stage.comes('phone', undefined, { ...narrow, locale: language })
    const texts = deskPages[language].signIn
    await t.test('signing in', () => look(stranger, { name: '', path: doorPaths.signIn() }, language))
    await t.test('a wrong password', () =>
      look(
        stranger,
        {
          name: '',
          path: doorPaths.signIn(),
          async then() {
            await stranger.fills(texts.address, 'nobody@example.org')
            await stranger.fills(texts.password, 'not this one')
            await stranger.press('button', texts.submit)
            await expect(stranger.page.getByRole('alert')).toBeVisible()
          },
        },
        language,
      ),
    )
    await stranger.page.context().close()
    const first = await empty.comes('phone', undefined, { ...narrow, locale: language })
    await t.test('setting up', () => look(first, { name: '', path: '/set-up' }, language))
    await first.page.context().close()
  })
}
