// Journeys look for what a person reads. The words come from the catalogue, so that a better wording breaks no journey
// and a missing one breaks it at once.
import { accountsTexts } from '#texts/de/accounts.ts'
import { consoleTexts } from '#texts/de/console.ts'
import { deskPages } from '#texts/de/desk-pages.ts'
import { doorTexts } from '#texts/de/doors.ts'
import { factsTexts } from '#texts/de/facts.ts'
import { panelsTexts } from '#texts/de/panels.ts'
import { policyTexts } from '#texts/de/policy.ts'
import { refusalTexts } from '#texts/de/refusals.ts'
import { serviceSwitchTexts } from '#texts/de/service-switch.ts'
import { staffTexts } from '#texts/de/staff.ts'

export const words = {
  ...consoleTexts,
  ...serviceSwitchTexts,
  accounts: accountsTexts,
  staff: staffTexts,
  policy: policyTexts,
  panels: panelsTexts,
  facts: factsTexts,
}
export const deskWords = deskPages
export const gateWords = doorTexts.gate
export const refusalWords = refusalTexts

/** A text as it stands on the page. A place that is not filled may hold anything. */
export function like(text: string, places: Readonly<Record<string, string>> = {}): RegExp {
  const pattern = text
    .split(/\{\{(\w+)\}\}/)
    .map((piece, index) => {
      const said = index % 2 === 0 ? piece : places[piece]
      return said === undefined ? '.+?' : said.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    })
    .join('')
  return new RegExp(pattern)
}
