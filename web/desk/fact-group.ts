import type { Static } from 'typebox'
import type { TimelineFact } from '#contract/proof.ts'

export type AFact = Static<typeof TimelineFact>
export const factGroups = ['requests', 'grants', 'entries', 'others'] as const
export type FactGroup = (typeof factGroups)[number]

/** What a fact is about, for filtering and for its mark. */
export function groupOf(kind: string): FactGroup {
  switch (kind.split('.')[0]) {
    case 'request':
      return 'requests'
    case 'grant':
    case 'artefact':
      return 'grants'
    case 'entry':
      return 'entries'
    default:
      return 'others'
  }
}
