import { listGrants } from '#contract/grants.ts'
import { endRights } from '#contract/rights.ts'
import { call } from '../../api/call.ts'
import { useAction } from '../../api/use-api.ts'
import { useEndingSheet } from '../../desk/ending-sheet.tsx'
import { useWords } from '../../language.ts'
import type { AnAssignment } from './boxes.ts'

/** Ends the rights of an assignment: shows what will be cut, ends it, shows what was cut. */
export function useEndRights(accountId: string, zone: string): (assignment: AnAssignment) => Promise<void> {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(endRights)
  return async ({ id, person, scope, until, grantId }) => {
    // Ending is never kept back because it cannot be told who is inside.
    const inside = await call(listGrants, {
      params: { accountId },
      query: { person: person.id, state: 'live', limit: 100 },
    }).then(
      ({ items }) => items.find(grant => grant.id === grantId)?.liveEntries ?? [],
      () => [],
    )
    open({
      title: t('rights:endTitle', { name: person.name }),
      hint: t('rights:endHint'),
      grants: [{ id: grantId, subject: person.name, where: scope?.name ?? t('common.wholeAccount'), until }],
      entries: inside,
      zone,
      accountId,
      run: note => action.run({ params: { accountId, assignmentId: id }, body: note === '' ? {} : { note } }),
    })
  }
}
