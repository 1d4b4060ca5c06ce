import { Button, Group, Text } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { listRequests } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, usePages } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { RequestCard } from '../desk/request-card.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { Plates } from '../ui/plates.tsx'
import { Waiting } from '../ui/waiting.tsx'

/** Requests to an account: those that wait for an answer, or all. */
export function RequestsPage() {
  const { accountId } = useParams({ from: patterns.requests })
  const { state = 'pending' } = useSearch({ from: patterns.requests })
  const navigate = useNavigate({ from: patterns.requests })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const requests = usePages(
    listRequests,
    { params: { accountId }, query: { state } },
    { everyMs: liveEveryMs },
  )
  if (requests.problem?.code === 'not-found') return <NothingHerePage />
  return (
    <Page title={t('requests.title')} above={account?.name}>
      <Plates
        isCompact
        label={t('requests.filter')}
        value={state}
        onChange={next => void navigate({ search: next === 'pending' ? {} : { state: next }, replace: true })}
        plates={[
          { value: 'pending', title: t('requests.pending') },
          { value: 'all', title: t('requests.all') },
        ]}
      />
      <ProblemNote problem={requests.problem} onAgain={requests.again} />
      {!requests.items && requests.isLoading ? <Waiting label={t('common.loading')} /> : null}
      {requests.items?.length === 0 ? (
        state === 'pending' ? (
          <Empty title={t('requests.none')} hint={t('requests.noneHint')} />
        ) : (
          <Text c="dimmed">{t('requests.noneAll')}</Text>
        )
      ) : null}
      {requests.items?.map(request => (
        <RequestCard key={request.id} request={request} zone={zone}>
          <Group>
            <LinkButton
              to={consolePaths.request(accountId, request.id)}
              variant={request.state === 'pending' ? 'filled' : 'default'}
              aria-label={t(request.state === 'pending' ? 'requests.readOf' : 'requests.readOnlyOf', {
                who: request.askedBy.name,
                shop: request.resource?.name ?? '',
              })}
            >
              {request.state === 'pending' ? t('requests.read') : t('requests.readOnly')}
            </LinkButton>
          </Group>
        </RequestCard>
      ))}
      {requests.hasMore ? (
        <Button variant="default" onClick={requests.loadMore} loading={requests.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}
