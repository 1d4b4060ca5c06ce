// A visit of the door support-visit as far as the kernel knows it: a grant to one person by name.
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { record } from '#server/access/record.ts'
import type { TestDesk } from './desk.ts'

/** @returns the id of the grant by which Sam may look into a shop, until this instant, epoch ms */
export function openVisit(
  desk: TestDesk,
  endsAt: number,
  at: { shop: 'kaffeerad' | 'tulpenkas'; owner: 'olga' | 'noor' } = { shop: 'kaffeerad', owner: 'olga' },
): Promise<string> {
  const { accountId, id: resourceId } = desk.cast.shops[at.shop]!
  return record(desk.kernel, { accounts: [accountId], by: { person: desk.cast.people[at.owner] } }, r =>
    openGrant(
      r,
      {
        accountId,
        resourceId,
        door: 'support-visit',
        subject: { kind: 'person', id: desk.cast.people.sam },
        permissions: ['shop.view'],
        beginsAt: r.now,
        endsAt,
        reason: null,
        caseNumber: null,
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: true },
    ),
  )
}
