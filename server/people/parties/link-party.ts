import type { Tx } from '#server/plumbing/database.ts'

/**
 * Somebody has proven that this mailbox is his: the contact with it is known as this person from now on. Where several
 * people share the mailbox, nobody knows which of them he is, and none is linked.
 * @returns the contact
 */
export async function linkParty(
  tx: Tx,
  accountId: string,
  address: string,
  personId: string,
): Promise<string | undefined> {
  const there = await tx
    .selectFrom('people.parties')
    .select(['id', 'kind', 'person_id'])
    .where('account_id', '=', accountId)
    .where(eb => eb.fn('lower', ['email_ascii']), '=', address.trim().toLowerCase())
    .where('kind', 'in', ['person', 'role-mailbox'])
    .where('removed_at', 'is', null)
    .execute()
  const people = there.filter(one => one.kind === 'person')
  const meant = people.length > 0 ? people : there
  const [party] = meant
  if (!party || meant.length > 1 || party.person_id !== null) return undefined
  await tx
    .updateTable('people.parties')
    .set({ person_id: personId })
    .where('account_id', '=', accountId)
    .where('id', '=', party.id)
    .execute()
  return party.id
}
