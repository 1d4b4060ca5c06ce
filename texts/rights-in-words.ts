import { rightsSentenceTexts as de } from './de/rights-sentence.ts'
import { rightsSentenceTexts as en } from './en/rights-sentence.ts'
import { rightsSentenceTexts as nl } from './nl/rights-sentence.ts'
import { sayPermission } from './permission-words.ts'
import { type SaidRights, sayRights } from './rights-sentence.ts'

const sentences = { de, en, nl }

/**
 * The sentence of sayRights in a language of the desk, for mails and pages that the server writes. The console has the
 * words of one language only and puts the sentence together itself.
 * @param own what the provider calls a permission that he added
 */
export function sayRightsIn(
  language: 'de' | 'en' | 'nl',
  rights: Omit<SaidRights, 'label'>,
  own: (permission: string, language: 'de' | 'en' | 'nl') => string | undefined,
): string {
  const label = (name: string) => own(name, language) ?? sayPermission(language, name)
  return sayRights(sentences[language], { ...rights, label })
}
