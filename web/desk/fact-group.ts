import type { Static } from 'typebox'
import type { TimelineFact } from '#contract/proof.ts'

export type AFact = Static<typeof TimelineFact>

/** What of a timeline can be asked for, as the contract has it. */
export const factGroups = ['requests', 'access', 'entries', 'people', 'told'] as const
export type FactGroup = (typeof factGroups)[number]

/** What a fact is about, for its mark and its word; which facts a filter leaves, the desk decides. */
export function groupOf(kind: string): FactGroup {
  switch (kind.split('.')[0]) {
    case 'request':
    case 'request-code':
    case 'visit':
      return 'requests'
    case 'grant':
    case 'ending':
    case 'artefact':
    case 'inventory':
    case 'left-behind':
    case 'secret':
    case 'resource':
    case 'entrance-key':
    case 'panel':
    case 'panel-key':
    case 'connection':
    case 'private-address':
    case 'step':
    case 'rights':
    case 'certificate':
    case 'webhook':
      return 'access'
    case 'entry':
    case 'recording':
      return 'entries'
    default:
      return kind === 'owner.told' || kind === 'owner.reminded' ? 'told' : 'people'
  }
}
