// What there is to see of the door support-visit.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { connectionTexts as de } from '#texts/de/connection.ts'
import { handOversTexts as deHandOvers } from '#texts/de/hand-overs.ts'
import { connectionTexts as en } from '#texts/en/connection.ts'
import { handOversTexts as enHandOvers } from '#texts/en/hand-overs.ts'
import { connectionTexts as nl } from '#texts/nl/connection.ts'
import { handOversTexts as nlHandOvers } from '#texts/nl/hand-overs.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import type { Visitor } from './stage.ts'
import { like } from './words.ts'

const words = { de, en, nl }
const handOvers = { de: deHandOvers, en: enHandOvers, nl: nlHandOvers }

/** What the owner sees; in this order, for what one look leaves behind, the next one shows. */
export function visitLooks(language: Language): Look[] {
  const t = words[language]
  const path = (has: History) => consolePaths.connection(has.account, has.shopThatIsOff)
  const begin = async (olga: Visitor) => {
    await olga.press('button', t.open)
    await olga.page.getByLabel(t.system, { exact: true }).selectOption('magento')
  }
  return [
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
  ]
}

/** What an owner sees who hands something over. */
export function handOverLooks(language: Language): Look[] {
  const texts = handOvers[language]
  return [
    { name: 'what was handed over', path: has => consolePaths.grant(has.strangeAccount, has.visit) },
    {
      name: 'handing something over, incomplete',
      path: has => consolePaths.grant(has.strangeAccount, has.visit),
      async afterwards(noor) {
        await noor.press('button', texts.add)
        await noor.page.getByLabel(texts.kind, { exact: true }).selectOption('sftp')
        await noor.press('button', texts.save)
        await noor.reads(texts.missing)
      },
    },
  ]
}

/** What the visitor sees. */
export function visitorLooks(language: Language): Look[] {
  const texts = handOvers[language]
  const path = (has: History) => consolePaths.visitHandOvers(has.visit)
  return [
    { name: 'what was put down for me', path },
    {
      name: 'a secret in the open',
      path,
      async afterwards(sam) {
        await sam.press('button', like(texts.revealOf))
        await sam.reads(like(texts.shown))
      },
    },
    {
      name: 'giving the owner something, incomplete',
      path,
      async afterwards(sam) {
        await sam.press('button', texts.give)
        await sam.press('button', texts.giveSave)
        await sam.reads(texts.missing)
      },
    },
  ]
}
