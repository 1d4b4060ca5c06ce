import { readReceiptPdf } from '#contract/proof.ts'
import { makeReceipt } from '#server/access/6-prove/receipt.ts'
import { signPaper } from '#server/access/6-prove/sign-paper.ts'
import { readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { drawPaper } from './draw-paper.ts'
import { type AReceipt, tellReceipt } from './tell-receipt.ts'
import { openWords } from './words.ts'

/** What is proven, on paper. @param url of the desk, as people type it */
export function paperRoutes({ database, clock }: Kernel, keys: Keys, url: string): Route[] {
  return [
    route(readReceiptPdf, async ({ params: { accountId, grantId }, query, caller }) => {
      const { receipt, zone } = await database.reading(accountId, async tx => ({
        receipt: (await makeReceipt(tx, keys, accountId, grantId, clock.now())) as unknown as AReceipt,
        zone: (await readAccount(tx, accountId)).zone,
      }))
      const words = openWords(query.language ?? caller.language, zone)
      return signPaper(await drawPaper(tellReceipt(receipt, words, url)), keys) as never
    }),
  ]
}
