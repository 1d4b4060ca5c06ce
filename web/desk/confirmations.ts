import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { readReceipt } from '#contract/proof.ts'
import { call } from '../api/call.ts'

type Receipt = Static<typeof readReceipt.answer>
/** The receipts of a hundred endings are not read at once: as some are confirmed, others take their place. */
const readAtOnce = 20

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

  const take = (receipt: Receipt) => {
    if (receipt.ending?.confirmedAt) grants.set(receipt.grant.id, receipt.ending.confirmedAt)
    for (const entry of receipt.entries) if (entry.refusedAt) entries.set(entry.id, entry.refusedAt)
  }
  const isMissing = () =>
    ending.closedEntries.some(({ id }) => !entries.has(id)) || ending.grants.some(({ id }) => !grants.has(id))

  const [confirmed, setConfirmed] = useState<ReadonlyMap<string, Receipt>>(new Map())
  for (const receipt of confirmed.values()) take(receipt)
  const asked =
    accountId && isMissing() ? ending.grants.filter(({ id }) => !confirmed.has(id)).slice(0, readAtOnce) : []
  const receipts = useQueries({
    queries: asked.map(({ id: grantId }) => ({
      queryKey: [readReceipt.name, 'confirmations', { params: { accountId, grantId } }],
      queryFn: () => call(readReceipt, { params: { accountId: accountId!, grantId } }),
      refetchInterval: 1_000,
    })),
  })
  const arrived = receipts.flatMap(({ data }) => (data ? [data] : []))
  arrived.forEach(take)
  const settled = arrived.filter(({ ending }) => ending?.confirmedAt)
  useEffect(() => {
    if (settled.length > 0)
      setConfirmed(new Map([...confirmed, ...settled.map(receipt => [receipt.grant.id, receipt] as const)]))
  })
  return { entries, grants, isWaiting: asked.length > settled.length && isMissing() }
}
