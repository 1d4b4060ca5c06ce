import { useQueries } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { readReceipt } from '#contract/proof.ts'
import { call } from '../api/call.ts'

/** Confirmations that arrived after the ending was answered: instants by id, null while there is none. */
export type Confirmations = {
  entries: ReadonlyMap<string, string>
  grants: ReadonlyMap<string, string>
  isWaiting: boolean
}

/**
 * The desk answers an ending at once and tries the closed entries again afterwards. The receipts say when each was
 * refused; they are read every second until all are, or until whoever looks goes away.
 */
export function useConfirmations(
  ending: Static<typeof Ending>,
  accountId: string | undefined,
): Confirmations {
  const entries = new Map<string, string>()
  const grants = new Map<string, string>()
  for (const entry of ending.closedEntries) if (entry.confirmedAt) entries.set(entry.id, entry.confirmedAt)
  for (const grant of ending.grants) if (grant.confirmedAt) grants.set(grant.id, grant.confirmedAt)

  const open =
    ending.closedEntries.some(({ id }) => !entries.has(id)) || ending.grants.some(({ id }) => !grants.has(id))
  const asked = accountId && open ? ending.grants.slice(0, 20) : []
  const receipts = useQueries({
    queries: asked.map(({ id: grantId }) => ({
      queryKey: [readReceipt.name, 'confirmations', accountId, grantId],
      queryFn: () => call(readReceipt, { params: { accountId: accountId!, grantId } }),
      refetchInterval: (query: { state: { data?: Static<typeof readReceipt.answer> | undefined } }) =>
        query.state.data?.ending?.confirmedAt ? false : 1_000,
    })),
  })
  for (const { data } of receipts) {
    if (!data) continue
    if (data.ending?.confirmedAt) grants.set(data.grant.id, data.ending.confirmedAt)
    for (const entry of data.entries) if (entry.refusedAt) entries.set(entry.id, entry.refusedAt)
  }
  const isWaiting =
    asked.length > 0 &&
    (ending.closedEntries.some(({ id }) => !entries.has(id)) ||
      ending.grants.some(({ id }) => !grants.has(id)))
  return { entries, grants, isWaiting }
}
