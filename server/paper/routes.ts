import * as evidence from '#contract/evidence.ts'
import { readReceiptPdf } from '#contract/proof.ts'
import { exportEvidence, exportEvidenceTable } from '#server/access/6-prove/export-evidence.ts'
import { type Behind, type Period, readVisits } from '#server/access/6-prove/read-visits.ts'
import { makeReceipt } from '#server/access/6-prove/receipt.ts'
import { signPaper } from '#server/access/6-prove/sign-paper.ts'
import { readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import { isId } from '#server/plumbing/ids.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { type AReceipt, tellReceipt } from './tell-receipt.ts'
import { openWords } from './words.ts'

/** What is proven, on paper and for whoever audits it. @param url of the desk, as people type it */
export function paperRoutes({ database, clock }: Kernel, keys: Keys, url: string): Route[] {
  return [
    route(readReceiptPdf, async ({ params: { accountId, grantId }, query, caller }) => {
      const { receipt, zone } = await database.reading(accountId, async tx => ({
        receipt: (await makeReceipt(tx, keys, accountId, grantId, clock.now())) as unknown as AReceipt,
        zone: (await readAccount(tx, accountId)).zone,
      }))
      const words = openWords(query.language ?? caller.language, zone)
      // Drawing takes 32 MB of memory, which a desk that draws nothing can do without.
      const { drawPaper } = await import('./draw-paper.ts')
      return signPaper(await drawPaper(tellReceipt(receipt, words, url)), keys) as never
    }),
    route(evidence.listEvidence, ({ params: { accountId }, query }) =>
      database.within(accountId, async tx => {
        const behind = query.cursor === undefined ? null : readBehind(query.cursor)
        const { visits, next } = await readVisits(
          tx,
          accountId,
          periodOf(query),
          behind,
          query.limit ?? 30,
          Number.MAX_SAFE_INTEGER,
          clock.now(),
        )
        return { items: visits, next: next && `${next.beginsAt}_${next.id}` }
      }),
    ),
    route(
      evidence.exportEvidence,
      ({ params, query }) =>
        exportEvidence(database, keys, params.accountId, periodOf(query), clock.now()) as never,
    ),
    route(
      evidence.exportEvidenceTable,
      ({ params, query }) =>
        exportEvidenceTable(database, params.accountId, periodOf(query), clock.now()) as never,
    ),
  ]
}

/** @throws Refusal 'invalid-input' for instants that are none, and for a period that ends before it begins */
function periodOf(query: { from: string; to: string }): Period {
  const [from, to] = [Date.parse(query.from), Date.parse(query.to)]
  if (Number.isNaN(from)) throw new Refusal('invalid-input', { field: 'from' })
  if (!(to > from)) throw new Refusal('invalid-input', { field: 'to' })
  return { from, to }
}

/** @throws Refusal 'invalid-input' for what is no place in the list */
function readBehind(cursor: string): Behind {
  const [beginsAt = '', id = ''] = cursor.split('_')
  if (Number.isNaN(Date.parse(beginsAt)) || !isId(id)) throw new Refusal('invalid-input', { field: 'cursor' })
  return { beginsAt, id }
}
