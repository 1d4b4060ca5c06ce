import { Button, Group, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { listProviderRequests, withdrawRequest } from '#contract/service-switch.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, usePages } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { type ARequest, RequestCard } from '../../desk/request-card.tsx'
import { useDeskWords } from '../../desk/words.ts'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { useNow } from '../../ui/clock.ts'
import { Empty } from '../../ui/empty.tsx'
import { ClockIcon } from '../../ui/icons.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Plates } from '../../ui/plates.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useHowLong } from './request.tsx'

const stuckAfterMs = 86_400_000

/** What the provider's people asked owners for, and what became of it. */
export function AskedPage() {
  const { state = 'all' } = useSearch({ from: patterns.deskRequests })
  const navigate = useNavigate({ from: patterns.deskRequests })
  const { t } = useWords()
  const zone = useZone()
  const requests = usePages(listProviderRequests, { query: { state } }, { everyMs: liveEveryMs })
  return (
    <Page
      title={t('deskRequests.title')}
      beside={<LinkButton to={consolePaths.ask()}>{t('nav.ask')}</LinkButton>}
    >
      <Plates
        isCompact
        label={t('requests.filter')}
        value={state}
        onChange={next => void navigate({ search: next === 'all' ? {} : { state: next }, replace: true })}
        plates={[
          { value: 'all', title: t('requests.all') },
          { value: 'pending', title: t('requests.pending') },
        ]}
      />
      <ProblemNote problem={requests.problem} onAgain={requests.again} />
      {!requests.items && requests.isLoading ? <Waiting label={t('common.loading')} /> : null}
      {requests.items?.length === 0 ? (
        <Empty title={t('deskRequests.none')} hint={t('deskRequests.noneHint')} />
      ) : null}
      {requests.items?.map(request => (
        <Asked key={request.id} request={request} zone={zone} />
      ))}
      {requests.hasMore ? (
        <Button variant="default" onClick={requests.loadMore} loading={requests.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function Asked({ request, zone }: { request: ARequest; zone: string }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const howLong = useHowLong(zone)
  const { decision } = request
  const isStuck = useNow(60_000) - Date.parse(request.askedAt) > stuckAfterMs && request.state === 'pending'
  return (
    <RequestCard request={request} zone={zone} above={request.account.name}>
      {isStuck ? (
        <div>
          <Tag tone="bad" icon={<ClockIcon size={15} />}>
            {t('desk.stuck')}
          </Tag>
        </div>
      ) : null}
      <Text size="sm">
        {t('request.howLong')}: {howLong(request, undefined)}
      </Text>
      {decision ? (
        <Text>
          {t('deskRequests.answer')}:{' '}
          {t(decision.outcome === 'allow' ? 'request.approved' : 'request.rejected', {
            by: words.actor(decision.by, null),
            at: say.instant(decision.at),
          })}
          {decision.note ? ` ${t('common.quoted', { text: decision.note })}` : ''}
        </Text>
      ) : null}
      <Group align="flex-start">
        {request.door === 'support-visit' ? (
          <LinkButton to={consolePaths.deskVisits()} variant="light" size="sm">
            {t('nav.visits')}
          </LinkButton>
        ) : null}
        {request.state === 'pending' && request.door !== 'support-visit' ? (
          <Withdraw request={request} />
        ) : null}
        {request.state === 'approved' && request.door !== 'support-visit' ? (
          <LinkButton to={consolePaths.open()} variant="light" size="sm">
            {t('deskRequests.enter')}
          </LinkButton>
        ) : null}
      </Group>
    </RequestCard>
  )
}

function Withdraw({ request }: { request: ARequest }) {
  const { t } = useWords()
  const action = useAction(withdrawRequest)
  const [isSure, setSure] = useState(false)
  return (
    <div>
      <MayButton
        size="sm"
        variant={isSure ? 'filled' : 'default'}
        can={request.can.withdraw}
        isRunning={action.isRunning}
        why={{ 'not-allowed': t('deskRequests.onlyAsker', { who: request.askedBy.name }) }}
        label={t(isSure ? 'deskRequests.withdrawSureOf' : 'deskRequests.withdrawOf', {
          shop: request.resource?.name ?? request.account.name,
        })}
        onClick={() =>
          isSure ? void action.run({ params: { requestId: request.id } }).catch(() => {}) : setSure(true)
        }
      >
        {isSure ? t('deskRequests.withdrawSure') : t('deskRequests.withdraw')}
      </MayButton>
      <ProblemNote problem={action.problem} />
    </div>
  )
}
