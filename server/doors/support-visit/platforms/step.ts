import type { PlatformTexts } from '#texts/de/platforms.ts'

type Sentences = PlatformTexts['step']

/** 'shopify.findCode': where the sentence stands in the texts. A step without a sentence does not compile. */
export type StepText = {
  [Part in keyof Sentences]: `${Part}.${keyof Sentences[Part] & string}`
}[keyof Sentences]

/**
 * 'connected': Einlass reaches the system by its connector. 'by-hand': it does not, or has failed to. 'allow-list': the
 * system lets in listed network addresses only. 'handed-over': somebody saw a password of the owner's through the vault.
 */
type Circumstance = 'connected' | 'by-hand' | 'allow-list' | 'handed-over'

export type Step = {
  text: StepText
  by: keyof PlatformTexts['by']
  /** Whether it counts as done only when whoever does it has said so. What Einlass does it proves instead. */
  confirm: boolean
  link?: string
  when?: Circumstance
}

/** The steps of a guide read as sentences: the owner does this, support confirms that. */
export const ownerDoes = (text: StepText, link?: string) => step('owner', text, false, link)
export const ownerConfirms = (text: StepText, link?: string) => step('owner', text, true, link)
export const supportDoes = (text: StepText, link?: string) => step('support', text, false, link)
export const supportConfirms = (text: StepText, link?: string) => step('support', text, true, link)
export const einlassDoes = (text: StepText) => step('einlass', text, false)

export const only = (when: Circumstance, ...steps: readonly Step[]): Step[] =>
  steps.map(one => ({ ...one, when }))

function step(by: Step['by'], text: StepText, confirm: boolean, link?: string): Step {
  return { text, by, confirm, ...(link && { link }) }
}
