import { endAllGrants } from '#contract/grants.ts'
import { useAction } from '../api/use-api.ts'
import { useEndingSheet } from '../desk/ending-sheet.tsx'
import { type AGrant, planOf } from '../desk/grant-card.tsx'
import { MayButton } from '../desk/may-button.tsx'
import { useWords } from '../language.ts'

/** Ends everything in an account. A clear second step, and nothing to type: it may have to be quick. */
export function EndAllButton({
  accountId,
  name,
  grants,
  hasMore,
  zone,
}: {
  accountId: string
  name: string
  grants: readonly AGrant[]
  hasMore: boolean
  zone: string
}) {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(endAllGrants)
  const live = grants.filter(({ state }) => state !== 'ending')
  const seen = new Map(
    live.flatMap(({ liveEntries }) => liveEntries.map(entry => [entry.id, entry] as const)),
  )
  if (live.length === 0) return null
  return (
    <MayButton
      color="danger"
      variant="outline"
      can={live.map(({ can }) => can.end).find(can => can !== true) ?? true}
      onClick={() =>
        open({
          title: t('account.endAllTitle'),
          hint: t('account.endAllHint', { account: name }),
          grants: live.map(grant => planOf(grant, t('common.wholeAccount'))),
          entries: [...seen.values()],
          hasMore,
          zone,
          accountId,
          confirmLabel: t('account.endAllNow'),
          run: note => action.run({ params: { accountId }, body: note ? { note } : {} }),
        })
      }
    >
      {t('account.endAll')}
    </MayButton>
  )
}
