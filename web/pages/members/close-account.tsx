import { countGrants } from '#contract/grants.ts'
import { closeAccount } from '#contract/members.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { useEndingSheet } from '../../desk/ending-sheet.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { useGoHome } from './go-home.ts'
import type { People, Place } from './people-list.tsx'
import { useWhatEnds } from './what-ends-with.ts'

/** The last thing that is done with an account: what it costs in numbers, and its name in full. */
export function CloseAccount({ people, place }: { people: People; place: Place }) {
  const { accountId, account, zone } = place
  const { t } = useWords()
  const goHome = useGoHome()
  const open = useEndingSheet()
  const action = useAction(closeAccount)
  const may = people.can.close === true
  const count = useAnswer(countGrants, { params: { accountId } }, { enabled: may })
  const ends = useWhatEnds(accountId, may)
  const all = count.data?.everybody

  const ask = () => {
    if (!all) return
    const { grants, entries } = ends.of(() => true)
    open({
      title: t('members:closeTitle', { account }),
      hint: [
        all.grants === 0 ? t('members:closeEndsNone') : t('members:closeEnds', { count: all.grants }),
        all.people > 0 ? t('members:closePeople', { count: all.people }) : '',
        all.liveEntries > 0 ? t('members:closeInside', { count: all.liveEntries }) : '',
        t('members:closeForever'),
        t('members:closeExport'),
      ]
        .filter(Boolean)
        .join(' '),
      grants,
      entries,
      more: {
        grants: Math.max(0, all.grants - grants.length),
        entries: Math.max(0, all.liveEntries - entries.length),
      },
      typed: account,
      zone,
      accountId,
      confirmLabel: t('members:closeNow'),
      resultTitle: t('members:closed', { account }),
      async run(note) {
        const ending = await action.run({
          params: { accountId },
          body: { name: account, ...(note ? { note } : {}) },
        })
        // The account leaves the menu; the result stays in view above the page.
        await goHome()
        return ending
      },
    })
  }
  return (
    <MayButton
      size="sm"
      color="danger"
      variant="outline"
      can={people.can.close}
      isRunning={may && (!all || !ends.isKnown) && !count.error}
      onClick={ask}
    >
      {t('members:closeOpen')}
    </MayButton>
  )
}
