import type { RefusalCode } from '#contract/problems.ts'
import { compareRights } from '../platforms/compare-rights.ts'
import type { GuidedRow, StepRow } from './read-guided.ts'

export type Side = 'owner' | 'support'
type Whether = true | RefusalCode

/** Whether this side may say now that a step is done. */
export function mayConfirm(guided: GuidedRow, step: StepRow, side: Side): Whether {
  if (step.needed_from !== null && step.needed_from !== side) return 'other-side-confirms'
  if (step.needed_from === null || !isItsTime(guided, step)) return 'step-not-now'
  return asksForNoMoreThanAgreed(guided, step) ? true : 'rights-differ'
}

/** Whether this side may take it back: until everybody's word was there and the guide went on. */
export function mayUndo(guided: GuidedRow, step: StepRow, side: Side): Whether {
  if (step.needed_from !== null && step.needed_from !== side) return 'other-side-confirms'
  if (step.needed_from === null || !isItsTime(guided, step)) return 'step-not-now'
  if (step.phase === 'end') return guided.taken_out_at ? 'step-not-now' : true
  if (step.phase === 'after') return true
  return guided.let_in_at ? 'step-not-now' : true
}

/** Rights are compared only on platforms where somebody asks for them and the owner says yes. */
export function comparesRights(guided: GuidedRow): boolean {
  return guided.steps.some(isComparison)
}

export function mayReadRights(guided: GuidedRow): Whether {
  return comparesRights(guided) && !guided.let_in_at && !guided.removing_at ? true : 'step-not-now'
}

export function extraRights({ requested, rights }: GuidedRow): string[] {
  return requested ? compareRights(requested, rights).extra : []
}

export function mayAcceptRights(guided: GuidedRow): Whether {
  const may = mayReadRights(guided)
  return may === true && extraRights(guided).length === 0 ? 'step-not-now' : may
}

const isComparison = ({ key }: StepRow) => key.endsWith('.compareRequest')

/** What takes something away comes when access ends, and nothing is let in any more then. */
function isItsTime({ removing_at, gone_at }: GuidedRow, { phase }: StepRow): boolean {
  if (phase === 'after') return removing_at !== null
  return phase === 'end' ? removing_at !== null && gone_at === null : removing_at === null
}

function asksForNoMoreThanAgreed(guided: GuidedRow, step: StepRow): boolean {
  const matters = isComparison(step) || (comparesRights(guided) && step.key.endsWith('.accept'))
  if (!matters) return true
  return (
    guided.requested !== null &&
    compareRights(guided.requested, [...guided.rights, ...(guided.accepted ?? [])]).extra.length === 0
  )
}
