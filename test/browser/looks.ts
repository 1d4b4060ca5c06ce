// What there is to see: every page, and what becomes of it when something is pressed.
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { type CastName, demoPassword, people } from '#db/seeds/cast.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { accountsTexts as accountsDe } from '#texts/de/accounts.ts'
import { consoleTexts as de } from '#texts/de/console.ts'
import { serviceSwitchTexts as doorDe } from '#texts/de/service-switch.ts'
import { staffTexts as staffDe } from '#texts/de/staff.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { doorTexts } from '#texts/doors.ts'
import { accountsTexts as accountsEn } from '#texts/en/accounts.ts'
import { consoleTexts as en } from '#texts/en/console.ts'
import { serviceSwitchTexts as doorEn } from '#texts/en/service-switch.ts'
import { staffTexts as staffEn } from '#texts/en/staff.ts'
import { accountsTexts as accountsNl } from '#texts/nl/accounts.ts'
import { consoleTexts as nl } from '#texts/nl/console.ts'
import { serviceSwitchTexts as doorNl } from '#texts/nl/service-switch.ts'
import { staffTexts as staffNl } from '#texts/nl/staff.ts'
import { accessLooks } from './looks-access.ts'
import { deskLooks } from './looks-desk.ts'
import { handOverLooks, visitorLooks } from './looks-hand-overs.ts'
import { deskHolderLooks, holderLooks } from './looks-holders.ts'
import { leftBehindLooks } from './looks-left-behind.ts'
import { peopleLooks } from './looks-people.ts'
import { settingsLooks } from './looks-settings.ts'
import { networkLooks, sshLooks, visitLooks, visitsOfSupport } from './looks-visits.ts'
import type { History } from './planted-history.ts'
import { expect, shopOrigin, type Visitor } from './stage.ts'
import { like } from './words.ts'

export type Look = {
  name: string
  path: (has: History) => string
  afterwards?: (visitor: Visitor, has: History) => Promise<unknown>
}

/** What each person sees; `nobody` is not signed in. */
export function looksOf(language: Language): Record<CastName | 'nobody', readonly Look[]> {
  const access = accessLooks(language)
  return {
    nobody: asNobody(language),
    olga: [
      ...asOwner(language),
      ...access.olga,
      ...peopleLooks(language),
      ...visitLooks(language),
      ...leftBehindLooks(language),
    ],
    noor: [...settingsLooks(language), ...handOverLooks(language), ...holderLooks(language)],
    dora: [
      ...atTheDesk(language),
      ...deskLooks(language),
      ...deskHolderLooks(language),
      ...networkLooks(language),
    ],
    sam: [...inTheTeam(language), ...visitorLooks(language), ...sshLooks],
    ines: [...access.ines, ...atTheShop(language), ...visitsOfSupport(language)],
  }
}

const words = {
  de: { ...de, accounts: accountsDe, staff: staffDe },
  en: { ...en, accounts: accountsEn, staff: staffEn },
  nl: { ...nl, accounts: accountsNl, staff: staffNl },
}
const doorWords = { de: doorDe, en: doorEn, nl: doorNl }

function asNobody(language: Language): Look[] {
  const texts = deskPages[language].signIn
  return [
    { name: 'signing in', path: () => doorPaths.signIn() },
    {
      name: 'a wrong password',
      path: () => doorPaths.signIn(),
      async afterwards(visitor) {
        await visitor.fills(texts.address, 'nobody@example.org')
        await visitor.fills(texts.password, 'not this one')
        await visitor.press('button', texts.submit)
        await expect(visitor.page.getByRole('alert').first()).toBeVisible()
      },
    },
    {
      name: 'the second step',
      path: () => doorPaths.signIn(),
      async afterwards(visitor) {
        await visitor.fills(texts.address, people.sam.address)
        await visitor.fills(texts.password, demoPassword)
        await visitor.press('button', texts.submit)
        await visitor.isAt(deskPages[language].code.title)
      },
    },
    { name: 'a forgotten password', path: () => doorPaths.forgotPassword() },
    { name: 'the page of a link', path: () => '/new-password' },
    {
      name: 'a link that is over',
      path: () => doorPaths.invitation('A'.repeat(43)),
      async afterwards(visitor) {
        await visitor.press('button', deskPages[language].link.open)
        await visitor.isAt(deskPages[language].link.overTitle)
      },
    },
    { name: 'a session that was ended', path: () => '/sign-in?why=ended' },
  ]
}

function asOwner(language: Language): Look[] {
  const t = words[language]
  const door = doorWords[language]
  const isOff = (has: History) => consolePaths.shop(has.account, has.shopThatIsOff)
  const isOn = (has: History) => consolePaths.shop(has.account, has.shopThatIsOn)
  const waiting = (has: History) => consolePaths.request(has.account, has.waitingRequest)
  const requests = (has: History) => consolePaths.requests(has.account)
  const timeline = (has: History) => consolePaths.timeline(has.account)
  return [
    { name: 'who can get in', path: consolePaths.home },
    { name: 'the open menu', path: consolePaths.home, afterwards: olga => olga.press('button', t.nav.open) },
    {
      name: 'what an ending will cut',
      path: consolePaths.home,
      afterwards: olga => olga.press('button', like(t.grant.endOf, { subject: 'Sam Albers' })),
    },
    { name: 'the switch, off', path: isOff },
    {
      name: 'the switch, about to be switched on',
      path: isOff,
      async afterwards(olga) {
        await olga.press('switch', like(door.switch.label))
        await olga.page.getByText(door.switch.more).tap()
        await olga.press('radio', like(t.preset.own))
        await olga.press('radio', like(door.switch.whoNamed))
        await olga.press('button', door.switch.saveOn)
        await olga.reads(door.switch.whoNamedMissing)
      },
    },
    { name: 'the switch, on', path: isOn },
    { name: 'moving the end', path: isOn, afterwards: olga => olga.press('button', door.switch.extend) },
    { name: 'changing what is on', path: isOn, afterwards: olga => olga.press('button', door.switch.change) },
    { name: 'waiting requests', path: requests },
    { name: 'all requests', path: has => `${requests(has)}?state=all` },
    { name: 'a request that waits', path: waiting },
    { name: 'changing a request', path: waiting, afterwards: olga => olga.press('button', t.request.change) },
    { name: 'refusing a request', path: waiting, afterwards: olga => olga.press('button', t.request.refuse) },
    {
      name: 'a request that was refused',
      path: has => consolePaths.request(has.account, has.refusedRequest),
    },
    { name: 'an open grant', path: has => consolePaths.grant(has.account, has.openGrant) },
    { name: 'an ended grant', path: has => consolePaths.grant(has.account, has.endedGrant) },
    { name: 'the receipt of an open grant', path: has => consolePaths.receipt(has.account, has.openGrant) },
    { name: 'the receipt of an ended grant', path: has => consolePaths.receipt(has.account, has.endedGrant) },
    { name: 'the timeline', path: timeline },
    {
      name: 'the entries of one grant',
      path: has => `${timeline(has)}?show=entries&grant=${has.endedGrant}`,
    },
    { name: 'nothing here', path: has => consolePaths.account(has.strangeAccount) },
    { name: 'an entrance that is not open', path: has => doorPaths.enter(has.shopThatIsOn) },
  ]
}

function atTheDesk(language: Language): Look[] {
  const t = words[language]
  const door = doorWords[language]
  const keysOfKaffeerad = like(t.accounts.keyOf, { shop: 'Kaffeerad' })
  return [
    { name: 'the desk', path: consolePaths.desk },
    { name: 'asking', path: () => consolePaths.ask() },
    {
      name: 'asking, incomplete',
      path: () => consolePaths.ask(),
      async afterwards(dora) {
        await dora.press('checkbox', like(t.right.operate))
        await dora.fills(door.ask.shopSearch, 'kaffee')
        await dora.reads(like(door.ask.shopFound_other))
        await dora.press('button', door.ask.send)
        await dora.reads(t.right.reasonMissing)
      },
    },
    { name: 'asking for a shop from a link', path: has => consolePaths.ask(has.shopThatIsOn) },
    { name: 'accounts', path: consolePaths.deskAccounts },
    {
      name: 'a new account',
      path: consolePaths.deskAccounts,
      afterwards: dora => dora.press('button', t.accounts.make),
    },
    {
      name: 'gate keys',
      path: consolePaths.deskAccounts,
      afterwards: dora => dora.press('button', keysOfKaffeerad),
    },
    {
      name: 'a new gate key',
      path: consolePaths.deskAccounts,
      async afterwards(dora) {
        await dora.press('button', keysOfKaffeerad)
        await dora.press('button', t.accounts.keyMake)
        await dora.reads(t.accounts.keyOnce)
        await dora.page.getByRole('dialog').getByText('nginx.conf').tap()
      },
    },
    { name: 'teams', path: consolePaths.deskStaff },
    {
      name: 'blocking somebody',
      path: consolePaths.deskStaff,
      afterwards: dora => dora.press('button', like(t.staff.blockOf, { name: 'Sam Albers' })),
    },
    { name: 'rules', path: consolePaths.deskPolicy },
    { name: 'nothing open to me', path: consolePaths.open },
  ]
}

function inTheTeam(language: Language): Look[] {
  const t = words[language]
  return [
    { name: 'requests that were sent', path: consolePaths.deskRequests },
    {
      name: 'withdrawing a request',
      path: consolePaths.deskRequests,
      afterwards: sam => sam.press('button', like(t.deskRequests.withdrawOf)),
    },
    { name: 'teams that one may not change', path: consolePaths.deskStaff },
  ]
}

function atTheShop(language: Language): Look[] {
  const t = words[language]
  const entrance = (has: History) => doorPaths.enter(has.shopThatIsOn)
  return [
    { name: 'open to me', path: consolePaths.open },
    {
      name: 'giving back',
      path: consolePaths.open,
      afterwards: ines => ines.press('button', like(t.open.giveBackOf, { shop: 'Kaffeerad' })),
    },
    { name: 'the entrance', path: entrance },
    {
      name: 'inside',
      path: entrance,
      async afterwards(ines) {
        await ines.press('button', deskPages[language].enter.submit)
        await ines.press('link', 'Wer bin ich hier?')
      },
    },
    {
      name: 'having left',
      path: () => `${shopOrigin}/.einlass/here`,
      afterwards: ines => ines.press('button', doorTexts[language].gate.leave),
    },
  ]
}
