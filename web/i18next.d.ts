import 'i18next'
import type { consoleTexts } from '#texts/de/console.ts'
import type { refusalTexts } from '#texts/de/refusals.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console'
    resources: { console: typeof consoleTexts; refusals: typeof refusalTexts }
  }
}
