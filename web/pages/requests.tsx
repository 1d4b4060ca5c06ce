import { Button, Group, Text } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { listRequests } from '#contract/grants.ts'
import { listMembers } from '#contract/members.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, useAnswer, usePages } from '../api/use-api.ts'
import { useWhyNot } from '../desk/may-button.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { type ARequest, RequestCard } from '../desk/request-card.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { Plates } from '../ui/plates.tsx'
import { sayList } from '../ui/say-time.ts'
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
          <ToRequest request={request} accountId={accountId} />
        </RequestCard>
      ))}
      {requests.hasMore ? (
        <Button variant="default" onClick={requests.loadMore} loading={requests.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
      {requests.items ? <WhoAnswers accountId={accountId} /> : null}
    </Page>
  )
}

function ToRequest({ request, accountId }: { request: ARequest; accountId: string }) {
  const { t } = useWords()
  const whyNot = useWhyNot()(request.can.decide)
  const isToAnswer = request.state === 'pending' && !whyNot
  return (
    <Group gap="sm">
      <LinkButton
        to={
          request.door === 'support-visit'
            ? consolePaths.visit(accountId, request.id)
            : consolePaths.request(accountId, request.id)
        }
        variant={isToAnswer ? 'filled' : 'default'}
        aria-label={t(isToAnswer ? 'requests.readOf' : 'requests.readOnlyOf', {
          who: request.askedBy.name,
          shop: request.resource?.name ?? '',
        })}
      >
        {isToAnswer ? t('requests.read') : t('requests.readOnly')}
      </LinkButton>
      {request.state === 'pending' && whyNot ? (
        <Text size="sm" c="dimmed" maw={480}>
          {whyNot}
        </Text>
      ) : null}
    </Group>
  )
}

/** By name, so that nobody waits for somebody who is on holiday. */
function WhoAnswers({ accountId }: { accountId: string }) {
  const { t, language } = useWords()
  const me = useMe()
  const { data } = useAnswer(listMembers, { params: { accountId } })
  if (!data) return null
  const { owner, members } = data
  const answering = [
    { id: owner.person.id, name: t('requests.asOwner', { name: owner.person.name }) },
    ...members
      .filter(({ role }) => role === 'deputy')
      .map(({ person }) => ({ id: person.id, name: t('requests.asDeputy', { name: person.name }) })),
  ]
  const others = answering.filter(({ id }) => id !== me.person.id)
  const who = sayList(
    others.map(({ name }) => name),
    language,
  )
  const isOneOfThem = others.length < answering.length
  return (
    <Group gap="sm" component="section">
      <Text c="dimmed">
        {others.length === 0
          ? t('requests.onlyYou')
          : t(isOneOfThem ? 'requests.whoElse' : 'requests.whoCan', { who })}
      </Text>
      {others.length === 0 && data.can.invite === true ? (
        <LinkButton to={consolePaths.members(accountId)} variant="default" size="sm">
          {t('requests.toDeputy')}
        </LinkButton>
      ) : null}
    </Group>
  )
}
