import { sql } from 'kysely'
import { isMember } from '#server/access/3-grant/hand-over.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import { leaveAccount } from '#server/access/5-end/leave-account.ts'
import { liveGrants } from '#server/access/5-end/live-grants.ts'
import type { EndingView } from '#server/access/5-end/tell-ending.ts'
import { readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { House } from './house.ts'
import { tellPerson } from './mail/tell-person.ts'
import { findReader } from './readers.ts'

/**
 * Gives up everything that a person holds in an account; its owner is told.
 * @throws Refusal 'owner-must-hand-over'; 'not-found' for an account in which he has nothing
 */
export async function leaveAccountAs(
  kernel: Kernel,
  probe: ProbeEntry,
  house: House,
  by: { person: string; name: string },
  accountId: string,
  note: string | null,
): Promise<EndingView> {
  // Asked before the account is locked: a stranger locks nothing.
  await kernel.database.within(accountId, async tx => {
    const account = await readAccount(tx, accountId)
    if (account.ownerId === by.person) return
    if ((await liveGrants(tx, accountId, { subjectId: by.person })).length === 0)
      throw new Refusal('not-found')
  })
  const ending = await endAndProve(
    kernel,
    probe,
    { accountId, by: { person: by.person }, resourceId: null },
    async r => {
      const wasMember = await isMember(r.tx, accountId, by.person, r.at)
      const cut = await leaveAccount(r, accountId, by.person, note)
      const account = await readAccount(r.tx, accountId)
      const owner = await findReader(r.tx, account.ownerId)
      if (owner && wasMember)
        await tellPerson(
          r.tx,
          house,
          owner,
          {
            kind: 'member-left',
            account: { id: account.id, name: account.name, zone: account.zone },
            name: by.name,
            note,
          },
          r.at,
        )
      return cut
    },
  )
  // Who else can get in is nothing that concerns him any more; what lets in a team of his still lets him in.
  const ofHisTeams = await kernel.database.within(accountId, tx =>
    sql<{ id: string }>`
      select g.id from access.grants g
      join access.team_members m on m.team_id = g.subject_id and m.person_id = ${by.person} and m.left_at is null
      where g.account_id = ${accountId} and g.subject_kind = 'team' and g.ending_at is null`.execute(tx),
  )
  return {
    ...ending,
    stillOpen: ending.stillOpen.filter(open => ofHisTeams.rows.some(grant => grant.id === open.grantId)),
  }
}
