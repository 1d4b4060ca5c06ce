import type { CastName } from '#db/seeds/cast.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { membersDoor } from '#server/access/account.ts'
import { record } from '#server/access/record.ts'
import { permissionsOfRole } from '#server/people/members.ts'
import type { TestDesk } from '../desk.ts'

/** Makes somebody a deputy of Olga's account, without the invitation and its mail. @returns his grant */
export function makeDeputy(desk: TestDesk, name: CastName): Promise<string> {
  const { accountId } = desk.cast.shops.kaffeerad!
  return record(desk.kernel, { accounts: [accountId], by: { person: desk.cast.people.olga } }, r =>
    openGrant(
      r,
      {
        accountId,
        resourceId: null,
        door: membersDoor,
        subject: { kind: 'person', id: desk.cast.people[name] },
        permissions: permissionsOfRole.deputy,
        beginsAt: r.now,
        endsAt: null,
        reason: null,
        caseNumber: null,
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: true },
    ),
  )
}
