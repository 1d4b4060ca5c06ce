// What there is to see of what is handed over for a visit.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { handOversTexts as de } from '#texts/de/hand-overs.ts'
import { handOversTexts as en } from '#texts/en/hand-overs.ts'
import { handOversTexts as nl } from '#texts/nl/hand-overs.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import { like } from './words.ts'

const handOvers = { de, en, nl }

/** What the owner sees. */
export function handOverLooks(language: Language): Look[] {
  const texts = handOvers[language]
  return [
    { name: 'what was handed over', path: has => consolePaths.grant(has.strangeAccount, has.handedVisit) },
    {
      name: 'handing something over, incomplete',
      path: has => consolePaths.grant(has.strangeAccount, has.handedVisit),
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
  const path = (has: History) => consolePaths.visitHandOvers(has.handedVisit)
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
