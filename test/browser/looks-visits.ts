// What there is to see of the door support-visit.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { connectionTexts as de } from '#texts/de/connection.ts'
import { connectionTexts as en } from '#texts/en/connection.ts'
import { connectionTexts as nl } from '#texts/nl/connection.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import type { Visitor } from './stage.ts'
import { like } from './words.ts'

const words = { de, en, nl }

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

/** What a visitor of a server sees. */
export const sshLooks: Look[] = [
  { name: 'the way into a server', path: has => consolePaths.sshWay(has.visit) },
]
