// What there is to see of the people of an account, of why, and of the timeline.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { consoleTexts as deConsole } from '#texts/de/console.ts'
import { contactsTexts as deContacts } from '#texts/de/contacts.ts'
import { inviteToRightsTexts as deInvite } from '#texts/de/invite-to-rights.ts'
import { membersTexts as deMembers } from '#texts/de/members.ts'
import { peopleTexts as dePeople } from '#texts/de/people.ts'
import { rightsTexts as deRights } from '#texts/de/rights.ts'
import { whyTexts as deWhy } from '#texts/de/why.ts'
import { consoleTexts as enConsole } from '#texts/en/console.ts'
import { contactsTexts as enContacts } from '#texts/en/contacts.ts'
import { inviteToRightsTexts as enInvite } from '#texts/en/invite-to-rights.ts'
import { membersTexts as enMembers } from '#texts/en/members.ts'
import { peopleTexts as enPeople } from '#texts/en/people.ts'
import { rightsTexts as enRights } from '#texts/en/rights.ts'
import { whyTexts as enWhy } from '#texts/en/why.ts'
import { consoleTexts as nlConsole } from '#texts/nl/console.ts'
import { contactsTexts as nlContacts } from '#texts/nl/contacts.ts'
import { inviteToRightsTexts as nlInvite } from '#texts/nl/invite-to-rights.ts'
import { membersTexts as nlMembers } from '#texts/nl/members.ts'
import { peopleTexts as nlPeople } from '#texts/nl/people.ts'
import { rightsTexts as nlRights } from '#texts/nl/rights.ts'
import { whyTexts as nlWhy } from '#texts/nl/why.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import { expect } from './stage.ts'
import { like } from './words.ts'

const words = {
  de: {
    t: deConsole,
    everybody: dePeople,
    members: deMembers,
    contacts: deContacts,
    why: deWhy,
    rights: deRights,
    wizard: deInvite,
  },
  en: {
    t: enConsole,
    everybody: enPeople,
    members: enMembers,
    contacts: enContacts,
    why: enWhy,
    rights: enRights,
    wizard: enInvite,
  },
  nl: {
    t: nlConsole,
    everybody: nlPeople,
    members: nlMembers,
    contacts: nlContacts,
    why: nlWhy,
    rights: nlRights,
    wizard: nlInvite,
  },
}

/** As Olga, the owner. In this order: what one look leaves behind, the next ones show. */
export function peopleLooks(language: Language): Look[] {
  const { t, everybody, members, contacts, why, rights, wizard } = words[language]
  const boxes = (has: History) => consolePaths.person(has.account, has.helper)
  const inviting = (has: History) => consolePaths.inviteToRights(has.account)
  const reached = (has: History) => consolePaths.contacts(has.account)
  const people = (has: History) => consolePaths.members(has.account)
  const asked = (has: History) => consolePaths.why(has.account)
  const timeline = (has: History) => consolePaths.timeline(has.account)
  return [
    { name: 'my rights, as the owner', path: consolePaths.myRights },
    { name: 'nobody but the owner', path: people },
    { name: 'who is alone among people', path: has => consolePaths.people(has.account) },
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
    { name: 'no contacts', path: reached },
    { name: 'no domains', path: has => consolePaths.domains(has.account) },
    {
      name: 'a contact with slips',
      path: reached,
      async afterwards(olga) {
        await olga.press('button', contacts.add)
        await olga.press('radio', like(contacts.kind.organisation))
        await olga.page.getByLabel(contacts.field.organisation, { exact: true }).fill('Mokka')
        await olga.page.getByLabel(contacts.field.email, { exact: true }).fill('info')
        await olga.press('button', contacts.save)
        await olga.reads(contacts.finding['email-without-at'])
        await olga.reads(contacts.unusualSaves_one)
      },
    },
    {
      name: 'a contact in a country with states',
      path: reached,
      async afterwards(olga) {
        await olga.press('button', contacts.add)
        await olga.page.getByLabel(contacts.field.country, { exact: true }).selectOption('US')
        await expect(olga.page.getByLabel(contacts.field.area, { exact: true })).toBeVisible()
      },
    },
    {
      name: 'contacts',
      path: reached,
      async afterwards(olga) {
        await olga.press('button', contacts.add)
        await olga.page.getByLabel(contacts.nameOf.person, { exact: true }).fill('Anna Beispiel')
        await olga.page.getByLabel(contacts.field.email, { exact: true }).fill('anna@bücher.example')
        await olga.page
          .getByRole('dialog')
          .getByLabel(contacts.field.language, { exact: true })
          .selectOption('nl')
        await olga.press('button', contacts.save)
        await olga.reads(like(contacts.added))
      },
    },
    {
      name: 'people with a contact and an invitation',
      path: has => consolePaths.people(has.account),
      async afterwards(olga) {
        await olga.reads(everybody.state.contact)
        // One is a contact, the other one is invited.
        const more = olga.page.getByRole('button', { name: like(everybody.more, { name: 'Anna Beispiel' }) })
        await more.last().press('Enter')
        await more.first().press('Enter')
      },
    },
    { name: 'people who are suspended', path: has => `${consolePaths.people(has.account)}?show=suspended` },
    {
      name: 'removing a contact',
      path: reached,
      afterwards: olga => olga.press('button', like(contacts.removeOf)),
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
    { name: 'a person without rights', path: boxes },
    {
      name: 'giving rights, incomplete',
      path: boxes,
      async afterwards(olga) {
        await olga.press('button', rights.give.openFirst)
        await olga.press('radio', like(rights.audience.employee))
        await olga.press('radio', like(rights.until.endless))
        await olga.press('button', rights.give.save)
        await olga.reads(rights.where.missing)
        await olga.reads(rights.until.reasonMissing)
      },
    },
    {
      name: 'rights that were given',
      path: boxes,
      async afterwards(olga) {
        await olga.press('button', rights.give.openFirst)
        await olga.press('radio', like(rights.where.account))
        await olga.press('button', rights.give.save)
        await olga.reads(like(rights.give.given))
      },
    },
    {
      name: 'boxes that were changed',
      path: boxes,
      async afterwards(olga) {
        await olga.page.getByRole('checkbox', { name: t.permission.domains.transfer }).tap()
        await olga.page.getByRole('checkbox', { name: t.permission.domains.dns }).tap()
        await olga.reads(rights.bar.atOnce)
      },
    },
    { name: 'another end', path: boxes, afterwards: olga => olga.press('button', rights.changeEnd) },
    {
      name: 'inviting, with a slip',
      path: inviting,
      async afterwards(olga) {
        await olga.fills(wizard.addresses, 'anna@example.org, bert')
        await olga.press('button', wizard.next)
        await olga.reads(like(wizard.addressWrong))
      },
    },
    {
      name: 'inviting, where',
      path: inviting,
      async afterwards(olga) {
        await olga.fills(wizard.addresses, 'anna@example.org')
        await olga.press('button', wizard.next)
        await olga.press('radio', like(rights.audience.agency))
        await olga.press('button', wizard.next)
        await olga.press('radio', like(rights.where.group))
        await olga.press('button', rights.where.makeGroup)
        await olga.reads(rights.where.groupOnlyFree)
      },
    },
    { name: 'a timeline of nothing', path: has => `${timeline(has)}?from=2031-01-01` },
  ]
}
