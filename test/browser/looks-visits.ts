// What there is to see of the door support-visit.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { connectionTexts as de } from '#texts/de/connection.ts'
import { handOversTexts as handOversDe } from '#texts/de/hand-overs.ts'
import { stepsTexts as stepsDe } from '#texts/de/steps.ts'
import { visitTexts as deVisits } from '#texts/de/visits.ts'
import { connectionTexts as en } from '#texts/en/connection.ts'
import { handOversTexts as handOversEn } from '#texts/en/hand-overs.ts'
import { stepsTexts as stepsEn } from '#texts/en/steps.ts'
import { visitTexts as enVisits } from '#texts/en/visits.ts'
import { connectionTexts as nl } from '#texts/nl/connection.ts'
import { handOversTexts as handOversNl } from '#texts/nl/hand-overs.ts'
import { stepsTexts as stepsNl } from '#texts/nl/steps.ts'
import { visitTexts as nlVisits } from '#texts/nl/visits.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import type { Visitor } from './stage.ts'
import { like } from './words.ts'

const words = { de, en, nl }
const stepWords = { de: stepsDe, en: stepsEn, nl: stepsNl }
const handOverWords = { de: handOversDe, en: handOversEn, nl: handOversNl }
const visitWords = { de: deVisits, en: enVisits, nl: nlVisits }

/** Visits as the owner sees them, before anything is answered. */
function visitsOfOwner(language: Language): Look[] {
  const t = visitWords[language]
  const asked = (has: History) => consolePaths.visit(has.account, has.waitingVisit)
  return [
    { name: 'visits', path: has => consolePaths.visits(has.account) },
    {
      name: 'letting support in by oneself',
      path: has => consolePaths.visits(has.account),
      async afterwards(olga) {
        await olga.press('button', t.begin)
        await olga.press('button', t.beginNow)
        await olga.reads(t.purposeMissing)
      },
    },
    { name: 'a visit that is asked for', path: asked },
    {
      name: 'accepting a visit',
      path: asked,
      afterwards: olga => olga.press('button', t.accept),
    },
    {
      name: 'changing a visit',
      path: asked,
      afterwards: olga => olga.press('button', t.change),
    },
    {
      name: 'refusing a visit',
      path: asked,
      afterwards: olga => olga.press('button', t.refuse),
    },
    {
      name: 'a visit that is not needed',
      path: has => consolePaths.visit(has.account, has.closedVisit),
    },
    {
      name: 'a visit that is open',
      path: has => consolePaths.visit(has.account, has.openVisit),
      async afterwards(olga) {
        await olga.reads(stepWords[language].title)
        await olga.reads(handOverWords[language].title)
      },
    },
  ]
}

/** Visits as support sees them. */
export function visitsOfSupport(language: Language): Look[] {
  const t = visitWords[language]
  return [
    { name: 'visits of mine', path: consolePaths.deskVisits },
    { name: 'a visit of mine', path: has => consolePaths.myVisit(has.waitingVisit) },
    {
      name: 'a visit of mine that is open',
      path: has => consolePaths.myVisit(has.openVisit),
      async afterwards(ines) {
        await ines.reads(stepWords[language].title)
        await ines.reads(handOverWords[language].mine)
      },
    },
    {
      name: 'asking for a visit, the code',
      path: consolePaths.deskVisits,
      async afterwards(ines) {
        await ines.press('button', t.ask)
        await ines.press('button', t.toCode)
        await ines.reads(t.codeMissing)
      },
    },
    {
      name: 'asking for a visit, the case',
      path: consolePaths.deskVisits,
      async afterwards(ines, has) {
        await ines.press('button', t.ask)
        await ines.fills(t.codeTyped, has.requestCode)
        await ines.press('button', t.toCode)
        await ines.press('button', t.send)
        await ines.reads(t.ticketMissing)
      },
    },
  ]
}

/** What the owner sees; in this order, for what one look leaves behind, the next one shows. */
export function visitLooks(language: Language): Look[] {
  const t = words[language]
  const path = (has: History) => consolePaths.connection(has.account, has.shopThatIsOff)
  const own = stepWords[language]
  const guided = (has: History) => consolePaths.grant(has.account, has.guidedGrant)
  const begin = async (olga: Visitor) => {
    await olga.press('button', t.open)
    await olga.page.getByLabel(t.system, { exact: true }).selectOption('magento')
  }
  return [
    ...visitsOfOwner(language),
    { name: 'nothing is connected', path },
    {
      name: 'connecting, incomplete',
      path,
      async afterwards(olga) {
        await begin(olga)
        await olga.press('button', t.save)
        await olga.reads(t.addressMissing)
      },
    },
    {
      name: 'a connection that does not work',
      path,
      async afterwards(olga) {
        await olga.press('button', t.open)
        await olga.fills(t.address, 'https://127.0.0.1')
        await olga.fills(t.login, 'einlass')
        await olga.fills(t.credential, 'abcd efgh ijkl')
        await olga.press('button', t.save)
        await olga.reads(t.savedNot)
        await olga.reads(t.fails)
      },
    },
    {
      name: 'a connection that is taken away',
      path,
      async afterwards(olga) {
        await olga.press('button', t.disconnect)
        await olga.reads(t.disconnected)
        await olga.reads(like(t.none))
      },
    },
    { name: 'steps by hand', path: guided },
    {
      name: 'steps by hand, rights that go beyond, everything unfolded',
      path: guided,
      async afterwards(olga) {
        await olga.fills(own.rights.label, 'Orders\nFinance')
        await olga.press('button', own.rights.save)
        await olga.reads(own.rights.extra)
        for (const part of await olga.page.locator('summary').all()) await part.tap()
      },
    },
    {
      name: 'a step that was confirmed',
      path: guided,
      async afterwards(olga) {
        await olga.press('button', like(own.confirmOf))
        await olga.press('button', like(own.undoOf))
      },
    },
  ]
}

/** What the desk sees. */
export function networkLooks(language: Language): Look[] {
  const t = stepWords[language].networks
  const path = () => consolePaths.deskNetworks()
  return [
    { name: 'no network addresses', path },
    {
      name: 'network addresses, incomplete',
      path,
      async afterwards(dora) {
        await dora.press('button', t.add)
        await dora.press('button', t.save)
        await dora.reads(t.networkMissing)
      },
    },
    {
      name: 'network addresses, saved',
      path,
      async afterwards(dora) {
        await dora.press('button', t.add)
        await dora.fills(t.network, '203.0.113.0/24')
        await dora.fills(t.label, 'Office')
        await dora.press('button', t.save)
        await dora.reads(t.saved)
      },
    },
  ]
}

/** What a visitor of a server sees. */
export const sshLooks: Look[] = [
  { name: 'the way into a server', path: has => consolePaths.sshWay(has.sshVisit) },
]
