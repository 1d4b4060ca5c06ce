// What the desk answers in codes, as words. A code that this console does not know is shown as it is: better an odd
// word than a right that is not mentioned.
import { useWords } from '../language.ts'
import { sayList } from '../ui/say-time.ts'

type Named = { name: string } | null | undefined

export function useDeskWords() {
  const { t, language } = useWords()
  const known = (key: string, code: string) => t(key as 'common.save', { defaultValue: code })
  return {
    door: (door: string) => known(`door.${door}`, door),
    cause: (cause: string) => known(`cause.${cause}`, cause),
    state: (state: string) => known(`state.${state}`, state),
    /** A kind of fact in two or three words; what happened in a sentence is fact-sentence.ts. */
    fact: (kind: string) => known(`factName.${kind}`, kind),
    preset: (preset: string) => known(`preset.${preset}`, preset),
    permissions: (permissions: readonly string[]) =>
      sayList(
        [...permissions].sort(viewFirst).map(permission => known(`permission.${permission}`, permission)),
        language,
      ),
    /** As a receipt names who acted: a person's name, or 'rule: clock'. */
    signed: (by: string) => (by.startsWith('rule: ') ? known(`rule.${by.slice(6)}`, by.slice(6)) : by),
    /** A person, or the rule of the desk that did it. */
    actor: (by: Named, rule: string | null) => by?.name ?? known(`rule.${rule ?? 'other'}`, t('rule.other')),
  }
}

/** Looking comes before changing, as one would say it. */
function viewFirst(a: string, b: string): number {
  return Number(b.endsWith('.view')) - Number(a.endsWith('.view')) || a.localeCompare(b)
}
