// What there is to see of who can get in: selections, endings, and the palette.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { consoleTexts as de } from '#texts/de/console.ts'
import { paletteTexts as dePalette } from '#texts/de/palette.ts'
import { consoleTexts as en } from '#texts/en/console.ts'
import { paletteTexts as enPalette } from '#texts/en/palette.ts'
import { consoleTexts as nl } from '#texts/nl/console.ts'
import { paletteTexts as nlPalette } from '#texts/nl/palette.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import type { Visitor } from './stage.ts'
import { like } from './words.ts'

const words = { de, en, nl }
const paletteWords = { de: dePalette, en: enPalette, nl: nlPalette }

export function accessLooks(language: Language): { olga: Look[]; ines: Look[] } {
  const t = words[language]
  const p = paletteWords[language]
  const account = (has: History) => consolePaths.account(has.account)
  const openPalette = async (visitor: Visitor) => {
    await visitor.press('button', t.nav.palette)
    await visitor.reads(p.end)
  }
  const chooseWhatEnds = async (visitor: Visitor) => {
    await openPalette(visitor)
    await visitor.press('option', like(p.end))
  }
  return {
    olga: [
      { name: 'who is inside', path: has => `${account(has)}?inside=true` },
      { name: 'a selection that nothing matches', path: has => `${account(has)}?whom=members` },
      { name: 'a selection of one shop', path: has => `${account(has)}?resource=${has.shopThatIsOn}` },
      { name: 'the palette', path: account, afterwards: openPalette },
      {
        name: 'the palette, choosing what ends',
        path: account,
        async afterwards(olga) {
          await chooseWhatEnds(olga)
          await olga.reads(like(p.endOf, { subject: 'Support' }))
        },
      },
      {
        name: 'the palette without a match',
        path: account,
        async afterwards(olga) {
          await openPalette(olga)
          await olga.page.keyboard.type('xyz')
          await olga.reads(like(p.nothing))
        },
      },
    ],
    ines: [
      {
        name: 'the palette of whoever is let in',
        path: consolePaths.open,
        async afterwards(ines) {
          await chooseWhatEnds(ines)
          await ines.reads(like(t.open.giveBackOf, { shop: 'Kaffeerad' }))
        },
      },
    ],
  }
}
