// What there is to see of domains and who holds them.
import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { contactsTexts as contactsDe } from '#texts/de/contacts.ts'
import { holdersTexts as de } from '#texts/de/holders.ts'
import { contactsTexts as contactsEn } from '#texts/en/contacts.ts'
import { holdersTexts as en } from '#texts/en/holders.ts'
import { contactsTexts as contactsNl } from '#texts/nl/contacts.ts'
import { holdersTexts as nl } from '#texts/nl/holders.ts'
import type { Look } from './looks.ts'
import type { History } from './planted-history.ts'
import { expect } from './stage.ts'
import { like } from './words.ts'

const words = { de, en, nl }
const contactWords = { de: contactsDe, en: contactsEn, nl: contactsNl }
const domains = (has: History) => consolePaths.domains(has.withDomains)
/** As test/matrix/hold-domains.ts calls them. */
const named = (has: History, name: string) => ({ name: `${name}-${has.withDomains.slice(-4)}.example` })
const contacts = (has: History) => consolePaths.contacts(has.withDomains)

/** What Noor sees, whose account has domains. */
export function holderLooks(language: Language): Look[] {
  const t = words[language]
  const c = contactWords[language]
  return [
    { name: 'domains, one with each state of a change', path: domains },
    {
      name: 'the data of a holder',
      path: domains,
      async afterwards(noor, has) {
        await noor.press('button', like(t.showOf, named(has, 'one')))
        await noor.reads(t.jsonCopy)
      },
    },
    {
      name: 'another holder, with faults',
      path: domains,
      async afterwards(noor, has) {
        await noor.press('button', like(t.changeOf, named(has, 'one')))
        await noor.press('radio', like('Mokka'))
        await noor.reads(t.faultsTitle)
      },
    },
    {
      name: 'stopping a change',
      path: domains,
      afterwards: (noor, has) => noor.press('button', like(t.stopOf, named(has, 'two'))),
    },
    { name: 'contacts of whom one holds a domain', path: contacts },
    {
      name: 'a contact that is still needed',
      path: contacts,
      async afterwards(noor) {
        await noor.press('button', like(c.removeOf, { name: 'Hanna' }))
        await noor.press('button', c.removeNow)
        await noor.reads(c.neededHint)
      },
    },
    {
      name: 'another mail address of a holder',
      path: contacts,
      async afterwards(noor) {
        await noor.press('button', like(c.changeOf, { name: 'Hanna' }))
        await noor.page.getByLabel(c.field.email, { exact: true }).fill(`hanna-${language}@example.org`)
        await noor.reads(c.holdsHint)
        await noor.press('button', c.save)
        await noor.reads(like(c.changedWaits, { name: 'Hanna' }))
        await expect(noor.page.getByText(`hanna-${language}@example.org`).first()).toBeVisible()
      },
    },
  ]
}

/** What Dora sees. */
export function deskHolderLooks(language: Language): Look[] {
  const t = words[language]
  return [
    {
      name: 'a domain that is to get another holder',
      path: consolePaths.deskHolders,
      async afterwards(dora) {
        await dora.page.getByText(t.epp).tap()
        await dora.reads(t.xmlCopy)
      },
    },
    {
      name: 'refusing another holder, without a reason',
      path: consolePaths.deskHolders,
      async afterwards(dora, has) {
        await dora.press('button', like(t.refuseOf, named(has, 'three')))
        await dora.press('button', t.refuseNow)
        await dora.reads(t.refuseWhyMissing)
      },
    },
  ]
}
