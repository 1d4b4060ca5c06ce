import type { AVisit } from './visit-card.tsx'

/**
 * THE PLACE for what hangs on the grant of a visit: hand-overs, steps to confirm and allow-lists, what was left behind,
 * SSH, recordings, evidence. Each is one component that fetches for itself; here they stand in the order in which they
 * are needed.
 */
export function VisitParts(_of: {
  accountId: string
  grantId: string
  side: 'owner' | 'agent'
  visit: AVisit
}) {
  return null
}
