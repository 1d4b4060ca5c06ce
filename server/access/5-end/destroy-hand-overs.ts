import { sql } from 'kysely'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keeperOfHandOver } from '../4-enter/hand-over/what.ts'
import type { Recording } from '../record.ts'

/** What was handed over dies with its grant, in the transaction that ends it. That it was there, and who saw it, stays. */
export async function destroyHandOvers(
  r: Recording,
  accountId: string,
  endedGrantIds: readonly string[],
): Promise<void> {
  const over = await sql<{
    id: string
    grant_id: string
    kind: string
    label: string | null
    resource_id: string | null
  }>`
    update access.hand_overs h set over_at = ${r.at}, over_because = 'grant-ended'
    from access.grants g
    where h.account_id = ${accountId} and h.grant_id = any (${[...endedGrantIds]}::uuid[]) and h.over_at is null
      and g.id = h.grant_id
    returning h.id, h.grant_id, h.kind, h.label, g.resource_id`.execute(r.tx)
  for (const one of over.rows) {
    await destroySecrets(r.tx, { accountId, keeper: keeperOfHandOver(one.id) }, r.at)
    r.fact(
      'secret.destroyed',
      { grant: one.grant_id, resource: one.resource_id ?? undefined },
      { handOver: one.id, what: one.kind, label: one.label ?? undefined, because: 'grant-ended' },
      accountId,
    )
  }
}
