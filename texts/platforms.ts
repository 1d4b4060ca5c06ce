import { platformTexts as de, type PlatformTexts } from './de/platforms.ts'
import { platformTexts as en } from './en/platforms.ts'
import { platformTexts as nl } from './nl/platforms.ts'

/** How one lets support in and out again, platform by platform, by language. */
export const platformTexts: Readonly<Record<'de' | 'en' | 'nl', PlatformTexts>> = { de, en, nl }
