// What there is to see of what a visit left behind.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { leftBehindTexts as de } from '#texts/de/left-behind.ts'
import { leftBehindTexts as en } from '#texts/en/left-behind.ts'
import { leftBehindTexts as nl } from '#texts/nl/left-behind.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import { like } from './words.ts'

const words = { de, en, nl }

/** What the owner sees; in this order, for what one look leaves behind, the next one shows. */
export function leftBehindLooks(language: Language): Look[] {
  const t = words[language]
  const path = (has: History) => consolePaths.grant(has.account, has.visit)
  return [
    {
      name: 'a visit that left something behind',
      path,
      afterwards: olga => olga.reads(like(t.state.found_other)),
    },
    {
      name: 'what was left behind, before it is removed',
      path,
      async afterwards(olga) {
        await olga.press('button', like(t.remove_other))
        await olga.reads(t.removeHint)
      },
    },
    {
      name: 'what was left behind and cannot be removed',
      path,
      async afterwards(olga) {
        await olga.page.getByRole('checkbox').first().check()
        await olga.press('button', t.remove_one)
        await olga.press('button', t.removeNow)
        await olga.reads(t.item.cannot)
        await olga.reads(t.byHandTodo)
      },
    },
    {
      name: 'what was left behind and is kept',
      path,
      async afterwards(olga) {
        await olga.page.getByRole('checkbox').last().check()
        await olga.press('button', t.keep)
        await olga.fills(t.keepNote, 'Die Datensicherung')
        await olga.press('button', t.keepNow)
        await olga.reads(t.item.kept)
      },
    },
  ]
}
