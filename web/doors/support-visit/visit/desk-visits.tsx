import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { listProviderVisits } from '#contract/provider-visits.ts'
import { useMe, useZone } from '../../../api/me.ts'
import { liveEveryMs, usePages } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Page } from '../../../ui/page.tsx'
import { Plates } from '../../../ui/plates.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { AskForVisit } from './ask-for-visit.tsx'
import { VisitCard } from './visit-card.tsx'

/** Every visit of the provider's people, and asking for one. */
export function DeskVisitsPage() {
  const { t } = useWords()
  const me = useMe()
  const zone = useZone()
  const [isAsking, setAsking] = useState(false)
  const [state, setState] = useState<'live' | 'over' | 'all'>('live')
  const [whose, setWhose] = useState<'mine' | 'all'>('mine')
  const query = { state, ...(whose === 'mine' ? { agent: me.person.id } : {}) }
  const visits = usePages(listProviderVisits, { query }, { everyMs: liveEveryMs, keep: true })
  if (isAsking) return <AskForVisit onLeave={() => setAsking(false)} />
  return (
    <Page
      title={t('visits:deskTitle')}
      below={t('visits:deskHint')}
      beside={<Button onClick={() => setAsking(true)}>{t('visits:ask')}</Button>}
    >
      <Stack gap="xs">
        <Plates
          isCompact
          label={t('visits:filter')}
          value={state}
          onChange={setState}
          plates={[
            { value: 'live', title: t('visits:live') },
            { value: 'over', title: t('visits:over') },
            { value: 'all', title: t('visits:all') },
          ]}
        />
        <Plates
          isCompact
          label={t('visits:who')}
          value={whose}
          onChange={setWhose}
          plates={[
            { value: 'mine', title: t('visits:mine') },
            { value: 'all', title: t('visits:all') },
          ]}
        />
      </Stack>
      <ProblemNote problem={visits.problem} onAgain={visits.again} />
      {!visits.items && visits.isLoading ? <Waiting label={t('common.loading')} /> : null}
      {visits.items?.length === 0 ? <Empty title={t('visits:deskNone')} /> : null}
      {visits.items?.map(visit => (
        <VisitCard
          key={visit.id}
          visit={visit}
          zone={zone}
          above={visit.account.name}
          to={visit.agent.id === me.person.id ? consolePaths.myVisit(visit.id) : null}
        />
      ))}
      {visits.hasMore ? (
        <Button variant="default" onClick={visits.loadMore} loading={visits.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}
