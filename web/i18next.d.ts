import 'i18next'
import type { accountsTexts } from '#texts/de/accounts.ts'
import type { connectionTexts } from '#texts/de/connection.ts'
import type { consoleTexts } from '#texts/de/console.ts'
import type { contactsTexts } from '#texts/de/contacts.ts'
import type { evidenceTexts } from '#texts/de/evidence.ts'
import type { factsTexts } from '#texts/de/facts.ts'
import type { handOversTexts } from '#texts/de/hand-overs.ts'
import type { holdersTexts } from '#texts/de/holders.ts'
import type { inviteToRightsTexts } from '#texts/de/invite-to-rights.ts'
import type { leftBehindTexts } from '#texts/de/left-behind.ts'
import type { membersTexts } from '#texts/de/members.ts'
import type { myRightsTexts } from '#texts/de/my-rights.ts'
import type { paletteTexts } from '#texts/de/palette.ts'
import type { panelsTexts } from '#texts/de/panels.ts'
import type { peopleTexts } from '#texts/de/people.ts'
import type { policyTexts } from '#texts/de/policy.ts'
import type { providerDeskTexts } from '#texts/de/provider-desk.ts'
import type { recordingsTexts } from '#texts/de/recordings.ts'
import type { refusalTexts } from '#texts/de/refusals.ts'
import type { rightsTexts } from '#texts/de/rights.ts'
import type { serviceSwitchTexts } from '#texts/de/service-switch.ts'
import type { settingsTexts } from '#texts/de/settings.ts'
import type { sshWayTexts } from '#texts/de/ssh-way.ts'
import type { staffTexts } from '#texts/de/staff.ts'
import type { stepsTexts } from '#texts/de/steps.ts'
import type { unconfirmedTexts } from '#texts/de/unconfirmed.ts'
import type { visitTexts } from '#texts/de/visits.ts'
import type { webhooksTexts } from '#texts/de/webhooks.ts'
import type { whyTexts } from '#texts/de/why.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console'
    resources: {
      console: typeof consoleTexts
      refusals: typeof refusalTexts
      settings: typeof settingsTexts
      members: typeof membersTexts
      why: typeof whyTexts
      'provider-desk': typeof providerDeskTexts
      palette: typeof paletteTexts
      connection: typeof connectionTexts
      'service-switch': typeof serviceSwitchTexts
      visits: typeof visitTexts
      'left-behind': typeof leftBehindTexts
      recordings: typeof recordingsTexts
      steps: typeof stepsTexts
      'hand-overs': typeof handOversTexts
      evidence: typeof evidenceTexts
      facts: typeof factsTexts
      unconfirmed: typeof unconfirmedTexts
      'ssh-way': typeof sshWayTexts
      accounts: typeof accountsTexts
      staff: typeof staffTexts
      policy: typeof policyTexts
      contacts: typeof contactsTexts
      webhooks: typeof webhooksTexts
      panels: typeof panelsTexts
      people: typeof peopleTexts
      holders: typeof holdersTexts
      'my-rights': typeof myRightsTexts
      rights: typeof rightsTexts
      'invite-to-rights': typeof inviteToRightsTexts
    }
  }
}
