import { say } from '#server/plumbing/text.ts'
import type { PlatformTexts } from '#texts/de/platforms.ts'
import { platformTexts } from '#texts/platforms.ts'
import type { Guide, Phase, PlatformId } from './platform.ts'
import { platformOf } from './platforms.ts'
import { allowListSteps, handOverSteps } from './shared-steps.ts'
import type { Step } from './step.ts'

/** What is so in this visit and decides which steps it has. */
export type Circumstances = {
  /** Einlass reaches the system by its connector. False as well when it tried and failed: then a person does it. */
  connected: boolean
  /** The system lets in listed network addresses only. */
  allowList: boolean
  /** Something secret of the owner's goes, or went, through the vault. */
  handedOver: boolean
}

/** What stands in the places of the sentences; all of it is plain text. */
export type Wording = Readonly<Record<'mailbox' | 'shop' | 'agent' | 'until' | 'addresses', string>>

/**
 * Network addresses go in first, for without them nobody gets as far as the rest. They come out last: a visitor whom the
 * network keeps out already could not tell whether his account still lets him in.
 */
export function stepsOf(id: PlatformId, phase: Phase, circumstances: Circumstances): Step[] {
  const { guide } = platformOf(id)
  const holds: Record<NonNullable<Step['when']>, boolean> = {
    connected: circumstances.connected,
    'by-hand': !circumstances.connected,
    'allow-list': circumstances.allowList,
    'handed-over': circumstances.handedOver,
  }
  const own = [...guide.steps[phase], ...handOverSteps[phase]]
  const network = allowListSteps[phase]
  return (phase === 'end' ? [...own, ...network] : [...network, ...own]).filter(
    step => step.when === undefined || holds[step.when],
  )
}

/** The steps that count as done only when whoever does them has said so. The phase is over when all of them are. */
export function confirmationsNeeded(id: PlatformId, phase: Phase, circumstances: Circumstances): Step[] {
  return stepsOf(id, phase, circumstances).filter(step => step.confirm)
}

/** How far this phase can be trusted: whoever follows it should know before he looks for a menu that is not there. */
export function basisOf(id: PlatformId, phase: Phase): Guide['basis'] {
  const { basis, unread = [] } = platformOf(id).guide
  return unread.includes(phase) ? 'not checked' : basis
}

/** The sentence of a step. Its values stay plain text; whoever shows them escapes. */
export function sayStep(
  { text }: Pick<Step, 'text'>,
  language: 'de' | 'en' | 'nl',
  wording: Wording,
): string {
  const [part, key] = text.split('.') as [keyof PlatformTexts['step'], string]
  const sentences: Readonly<Record<string, string>> = platformTexts[language].step[part]
  return say(sentences[key]!, wording)
}
