import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'

/**
 * "It is mine": the owner keeps what was found. It is not raised again. What is being removed cannot be kept any more.
 * @throws Refusal 'left-behind-is-over' when one of them is gone, or about to go
 */
export async function keepLeft(
  r: Recording,
  wish: { accountId: string; resourceId: string; ids: readonly string[]; note: string | null },
): Promise<void> {
  const { accountId, resourceId } = wish
  const ids = [...new Set(wish.ids)]
  const rows = await r.tx
    .selectFrom('support_visit.left_behind')
    .select(['id', 'kind', 'found_id', 'name', 'system', 'kept_at'])
    .where('account_id', '=', accountId)
    .where('resource_id', '=', resourceId)
    .where('id', 'in', ids)
    .where('removed_at', 'is', null)
    .where('vanished_at', 'is', null)
    .where(eb => eb.or([eb('removing_at', 'is', null), eb('cannot', 'is not', null)]))
    .execute()
  if (rows.length < ids.length) throw new Refusal('left-behind-is-over')
  for (const row of rows.filter(one => one.kept_at === null)) {
    await r.tx
      .updateTable('support_visit.left_behind')
      .set({
        kept_at: r.at,
        kept_by: 'person' in r.by ? r.by.person : null,
        note: wish.note,
        removing_at: null,
        removing_by: null,
        cannot: null,
      })
      .where('id', '=', row.id)
      .execute()
    const { system, kind, found_id: id, name } = row
    r.fact(
      'left-behind.kept',
      { resource: resourceId },
      { system, kind, id, name, note: wish.note ?? undefined },
      accountId,
    )
  }
}
