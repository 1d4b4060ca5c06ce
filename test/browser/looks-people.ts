// What there is to see of the people of an account, of why, and of the timeline.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { consoleTexts as deConsole } from '#texts/de/console.ts'
import { membersTexts as deMembers } from '#texts/de/members.ts'
import { whyTexts as deWhy } from '#texts/de/why.ts'
import { consoleTexts as enConsole } from '#texts/en/console.ts'
import { membersTexts as enMembers } from '#texts/en/members.ts'
import { whyTexts as enWhy } from '#texts/en/why.ts'
import { consoleTexts as nlConsole } from '#texts/nl/console.ts'
import { membersTexts as nlMembers } from '#texts/nl/members.ts'
import { whyTexts as nlWhy } from '#texts/nl/why.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import { expect } from './stage.ts'
import { like } from './words.ts'

const words = {
  de: { t: deConsole, members: deMembers, why: deWhy },
  en: { t: enConsole, members: enMembers, why: enWhy },
  nl: { t: nlConsole, members: nlMembers, why: nlWhy },
}

/** As Olga, the owner. In this order: what one look leaves behind, the next ones show. */
export function peopleLooks(language: Language): Look[] {
  const { t, members, why } = words[language]
  const people = (has: History) => consolePaths.members(has.account)
  const asked = (has: History) => consolePaths.why(has.account)
  const timeline = (has: History) => consolePaths.timeline(has.account)
  return [
    { name: 'nobody but the owner', path: people },
    {
      name: 'an invitation, incomplete',
      path: people,
      async afterwards(olga) {
        await olga.press('button', members.invite)
        await olga.press('radio', like(members.untilDate))
        await olga.press('button', members.send)
        await olga.reads(members.dayMissing)
      },
    },
    {
      name: 'an invitation that was sent',
      path: people,
      async afterwards(olga) {
        await olga.press('button', members.invite)
        await olga.fills(members.inviteName, 'Anna Beispiel')
        await olga.fills(members.inviteAddress, 'anna@example.org')
        await olga.press('button', members.send)
        await olga.reads(like(members.sent))
      },
    },
    {
      name: 'closing the account',
      path: people,
      afterwards: olga => olga.press('button', members.closeOpen),
    },
    { name: 'a question without a person', path: asked },
    {
      name: 'may Ines, and by what',
      path: asked,
      async afterwards(olga) {
        await olga.page.getByLabel(why.person, { exact: true }).selectOption({ label: 'Ines Kurz' })
        await expect(olga.page.getByRole('article').first()).toBeVisible()
      },
    },
    {
      name: 'who could at an earlier moment',
      path: has => `${asked(has)}?ask=who`,
      async afterwards(olga) {
        await olga.press('radio', why.earlier)
        await olga.reads(like(why.whoThen_zero))
      },
    },
    { name: 'who may now', path: has => `${asked(has)}?ask=who` },
    { name: 'the timeline by access', path: has => `${timeline(has)}?view=grants` },
    {
      name: 'the timeline, narrowed down',
      path: has => `${timeline(has)}?show=access&from=2026-11-23&resource=${has.shopThatIsOn}`,
      afterwards: olga => olga.reads(t.timeline.dropAll),
    },
    {
      name: 'the evidence of a period',
      path: has => `${consolePaths.evidence(has.account)}?from=2026-11-01&to=2026-11-30`,
    },
    {
      name: 'the evidence of an empty period',
      path: has => `${consolePaths.evidence(has.account)}?from=2020-01-01&to=2020-02-01`,
    },
    {
      name: 'the evidence of no period',
      path: has => `${consolePaths.evidence(has.account)}?from=2026-11-01&to=2026-10-01`,
    },
    { name: 'a timeline of nothing', path: has => `${timeline(has)}?from=2031-01-01` },
  ]
}
