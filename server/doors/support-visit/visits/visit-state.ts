import type { Static } from 'typebox'
import type { VisitState as Shape } from '#contract/visits.ts'
import type { RequestState } from '#server/access/1-request/read-request.ts'

export type VisitState = Static<typeof Shape>
export type ArtefactState = 'wanted' | 'present' | 'removing' | 'gone'

/**
 * Derived, never stored: from the grant once there is one, before that from the request. "Open" is said only when
 * everything is there that the method needs, but whoever is let in already may enter: open is what the kernel says.
 */
export function visitState(visit: {
  isNotNeeded: boolean
  request: RequestState | null
  grant: 'scheduled' | 'open' | 'ending' | 'ended' | null
  artefacts: readonly ArtefactState[]
}): VisitState {
  if (visit.isNotNeeded) return 'not-needed'
  if (visit.grant === 'ending' || visit.grant === 'ended') return visit.grant
  if (visit.grant)
    return visit.grant === 'scheduled' || visit.artefacts.some(state => state === 'wanted')
      ? 'preparing'
      : 'open'
  // Answered with yes and without a grant cannot be: both are one transaction.
  const states = {
    pending: 'asked',
    approved: 'preparing',
    rejected: 'refused',
    lapsed: 'lapsed',
    withdrawn: 'withdrawn',
  } as const
  return visit.request ? states[visit.request] : 'not-needed'
}

export function artefactState(row: {
  present_at: Date | null
  removing_at: Date | null
  gone_at: Date | null
}): ArtefactState {
  if (row.gone_at) return 'gone'
  if (row.removing_at) return 'removing'
  return row.present_at ? 'present' : 'wanted'
}
