import { addResource } from '#server/access/add-resource.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { hosting } from './hosting.ts'

/** Puts what the demo panel shows into an account, so that rights can be given on it. What is there already stays. */
export async function plantHosting(kernel: Kernel, accountId: string): Promise<void> {
  await record(kernel, { accounts: [accountId], by: { rule: 'setup' } }, async r => {
    const there = await r.tx
      .selectFrom('access.resources')
      .select('reference')
      .where('account_id', '=', accountId)
      .where('reference', 'is not', null)
      .execute()
    const known = new Set(there.map(({ reference }) => reference))
    for (const { kind, name, reference } of hosting)
      if (!known.has(reference)) await addResource(r, accountId, { kind, name, origin: null, reference })
  })
}
