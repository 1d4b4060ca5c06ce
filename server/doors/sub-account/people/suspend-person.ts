import { isMember } from '#server/access/3-grant/hand-over.ts'
import { type Cut, endAccess } from '#server/access/5-end/end-access.ts'
import { liveGrants } from '#server/access/5-end/live-grants.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { readAccount } from '#server/access/account.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { newId } from '#server/plumbing/ids.ts'
import { door, giverOf } from '../give-rights.ts'
import { isSuspended } from '../is-suspended.ts'
import { hadRights } from '../read-rights.ts'

/**
 * Ends what somebody may do by this door, and keeps what it was. Who is suspended already stays as he is.
 * @throws Refusal 'not-found' for somebody who never had rights here, 'nobody-suspends-himself', 'owner-stays',
 * 'member-is-not-suspended', 'ending-already' for somebody who has none any more
 */
export async function suspendPerson(
  r: Recording,
  accountId: string,
  personId: string,
  note: string | null,
): Promise<Cut> {
  // What time brought is written first: what is over already does not come back with the rest.
  await noteExpired(r, accountId)
  const account = await readAccount(r.tx, accountId)
  if (personId === giverOf(r)) throw new Refusal('nobody-suspends-himself')
  if (personId === account.ownerId) throw new Refusal('owner-stays')
  if (await isMember(r.tx, accountId, personId, r.at)) throw new Refusal('member-is-not-suspended')
  if (!(await hadRights(r.tx, accountId, personId))) throw new Refusal('not-found')
  const live = await liveGrants(r.tx, accountId, { subjectId: personId, door })
  if (live.length === 0) {
    if (await isSuspended(r, accountId, personId)) return { grants: [], entries: [] }
    throw new Refusal('ending-already')
  }
  const id = newId(r.now)
  await r.tx
    .insertInto('sub_account.suspensions')
    .values({
      id,
      account_id: accountId,
      person_id: personId,
      suspended_at: r.at,
      suspended_by: giverOf(r),
      note,
    })
    .execute()
  await r.tx
    .updateTable('sub_account.assignments')
    .set({ suspension_id: id })
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('grant_id', 'in', live)
    .execute()
  r.fact('person.suspended', { person: personId }, { note: note ?? undefined }, accountId)
  return endAccess(r, accountId, live, 'suspended', note)
}
