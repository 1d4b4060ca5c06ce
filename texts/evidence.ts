import { evidenceTexts as de, type EvidenceTexts } from './de/evidence.ts'
import { evidenceTexts as en } from './en/evidence.ts'
import { evidenceTexts as nl } from './nl/evidence.ts'

/** The words of receipts on paper, by language. */
export const evidenceTexts: Readonly<Record<'de' | 'en' | 'nl', EvidenceTexts>> = { de, en, nl }
