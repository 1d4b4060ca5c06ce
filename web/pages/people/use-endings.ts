import { endPerson, listGrants } from '#contract/grants.ts'
import { suspendPerson } from '#contract/team.ts'
import { call } from '../../api/call.ts'
import { useAction } from '../../api/use-api.ts'
import { type EndingPlan, useEndingSheet } from '../../desk/ending-sheet.tsx'
import { type AGrant, planOf } from '../../desk/grant-card.tsx'
import { useWords } from '../../language.ts'
import { sayList } from '../../ui/say-time.ts'
import type { Place, Somebody } from './somebody.ts'

const boxes = 'sub-account'

/** Suspends somebody: says before what stops, and shows afterwards what was cut. */
export function useSuspend(place: Place): (somebody: Somebody) => Promise<void> {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(suspendPerson)
  const lookUp = useWhatStops(place.accountId)
  return async ({ personId, name }) => {
    if (personId === null) return
    open({
      ...(await lookUp(personId, ({ door }) => door === boxes)),
      title: t('people:suspendTitle', { name }),
      hint: t('people:suspendHint', { name }),
      zone: place.zone,
      accountId: place.accountId,
      confirmLabel: t('people:suspendNow'),
      resultTitle: t('people:suspendResult', { name }),
      run: note =>
        action.run({ params: { accountId: place.accountId, personId }, body: note ? { note } : {} }),
    })
  }
}

/** Ends everything of somebody. Nothing keeps that back; what would be without somebody is said before. */
export function useEndEverything(place: Place): (somebody: Somebody) => Promise<void> {
  const { t, language } = useWords()
  const open = useEndingSheet()
  const action = useAction(endPerson)
  const lookUp = useWhatStops(place.accountId)
  return async ({ personId, name, contactId, neededFor, suspended }) => {
    if (personId === null) return
    const { accountId, account, zone } = place
    open({
      ...(await lookUp(personId, () => true)),
      title: t('people:endTitle', { name }),
      hint: [
        t('people:endHint', { name, account }),
        suspended ? t('people:endSuspended') : '',
        contactId ? t('people:endContactStays', { name }) : '',
        neededFor.length > 0
          ? t('people:endNeeded', {
              name,
              what: sayList(
                neededFor.map(need => need.name),
                language,
              ),
            })
          : '',
      ]
        .filter(Boolean)
        .join(' '),
      zone,
      accountId,
      confirmLabel: t('people:endNow'),
      run: note => action.run({ params: { accountId, personId }, body: note ? { note } : {} }),
    })
  }
}

/**
 * What will be cut, asked for at the moment when somebody wants it. Ending is never kept back because this cannot be
 * told. Whoever is inside by something that stays, stays inside.
 */
function useWhatStops(accountId: string) {
  const { t } = useWords()
  return async (
    person: string,
    stops: (grant: AGrant) => boolean,
  ): Promise<Pick<EndingPlan, 'grants' | 'entries' | 'hasMore'>> => {
    try {
      const { items, next } = await call(listGrants, {
        params: { accountId },
        query: { state: 'live', limit: 100, person },
      })
      const live = items.filter(({ state }) => state !== 'ending')
      const isCut = (grant: AGrant) => grant.subject.id === person && stops(grant)
      const staying = new Set(live.filter(grant => !isCut(grant)).flatMap(idsOfEntries))
      const cut = live.filter(isCut)
      const entries = new Map(
        cut.flatMap(({ liveEntries }) => liveEntries.map(one => [one.id, one] as const)),
      )
      return {
        grants: cut.map(grant => planOf(grant, t('common.wholeAccount'))),
        entries: [...entries.values()].filter(({ id }) => !staying.has(id)),
        hasMore: next !== null,
      }
    } catch {
      return { grants: [], entries: [], hasMore: true }
    }
  }
}

function idsOfEntries({ liveEntries }: AGrant): string[] {
  return liveEntries.map(({ id }) => id)
}
