import 'i18next'
import type { connectionTexts } from '#texts/de/connection.ts'
import type { consoleTexts } from '#texts/de/console.ts'
import type { membersTexts } from '#texts/de/members.ts'
import type { paletteTexts } from '#texts/de/palette.ts'
import type { providerDeskTexts } from '#texts/de/provider-desk.ts'
import type { refusalTexts } from '#texts/de/refusals.ts'
import type { settingsTexts } from '#texts/de/settings.ts'
import type { sshWayTexts } from '#texts/de/ssh-way.ts'
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
      'ssh-way': typeof sshWayTexts
    }
  }
}
