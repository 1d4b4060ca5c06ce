import { Button, Group, Text } from '@mantine/core'
import { useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listShops } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { countGrants, listGrants, listRequests } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, useAnswer, usePages } from '../api/use-api.ts'
import { EndInAccount } from '../desk/end-button.tsx'
import { type AGrant, GrantCard } from '../desk/grant-card.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { LetterIcon } from '../ui/icons.tsx'
import { LinkButton, PageLink } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AtAGlance } from './at-a-glance.tsx'
import { EndAllButton, EndPersonButton, type Where } from './end-all.tsx'
import { GrantFilters, peopleIn } from './grant-filters.tsx'
import { ShopCards } from './shop-cards.tsx'

/** Who can get in, to what, until when, who decided it, and the button that ends it. */
export function WhoCanGetInPage() {
  const { accountId } = useParams({ from: patterns.account })
  const chosen = useSearch({ from: patterns.account })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const params = { accountId }
  const live = { everyMs: liveEveryMs }
  const shown = usePages(listGrants, { params, query: { state: 'live', ...chosen } }, { ...live, keep: true })
  const all = useAnswer(listGrants, { params, query: { state: 'live', limit: 100 } }, live)
  const counted = useAnswer(countGrants, { params }, live)
  const shops = useAnswer(listShops, { params })
  const waiting = useAnswer(
    listRequests,
    { params, query: { state: 'pending', limit: 100 } },
    { everyMs: 30_000 },
  )
  if (all.error?.code === 'not-found') return <NothingHerePage />

  const where: Where = { accountId, account: account?.name ?? '', zone }
  const grants = all.data?.items ?? []
  const hasMore = all.data?.next != null
  const problem = all.error ?? counted.error ?? shown.problem
  // All at once, so that nothing that is there already moves.
  const isThere =
    [all, counted, shops, waiting].every(({ isPending }) => !isPending) &&
    (shown.items !== undefined || shown.problem !== null)
  if (!isThere)
    return (
      <Page title={t('account.title')} above={account?.name}>
        <Waiting label={t('common.loading')} cards={1} height={92} />
        <Waiting label="" height={300} />
      </Page>
    )
  return (
    <Page
      title={t('account.title')}
      above={account?.name}
      beside={<EndMany counted={counted.data} where={where} grants={grants} hasMore={hasMore} />}
    >
      <RequestsBanner accountId={accountId} waiting={waiting.data} />
      <ProblemNote
        problem={problem}
        onAgain={() => {
          void all.refetch()
          void counted.refetch()
          shown.again()
        }}
      />
      {all.data && counted.data ? (
        <AtAGlance
          counted={counted.data}
          grants={grants}
          hasMore={hasMore}
          hasShops={shops.data?.items.length !== 0}
        />
      ) : null}
      <Grants where={where} all={grants} shown={shown} shops={shops.data?.items ?? []} />
      <ShopCards accountId={accountId} />
    </Page>
  )
}

/** Ending more than one at once, where there is more than one. */
function EndMany({
  counted,
  where,
  grants,
  hasMore,
}: {
  counted: AnswerOf<typeof countGrants> | undefined
  where: Where
  grants: readonly AGrant[]
  hasMore: boolean
}) {
  const [all, outside] = [counted?.everybody.grants ?? grants.length, counted?.outsiders.grants ?? 0]
  if (all < 2) return null
  return (
    <Group gap="xs" align="flex-start">
      {outside > 0 && outside < all ? (
        <EndAllButton whom="outsiders" where={where} grants={grants} hasMore={hasMore} />
      ) : null}
      <EndAllButton whom="everybody" where={where} grants={grants} hasMore={hasMore} />
    </Group>
  )
}

function Grants({
  where,
  all,
  shown,
  shops,
}: {
  where: Where
  all: readonly AGrant[]
  shown: {
    items: AGrant[] | undefined
    hasMore: boolean
    isLoadingMore: boolean
    loadMore: () => void
  }
  shops: AnswerOf<typeof listShops>['items']
}) {
  const { t } = useWords()
  const chosen = useSearch({ from: patterns.account })
  const isChosen = Object.keys(chosen).length > 0
  const person = chosen.person ? peopleIn(all).find(({ id }) => id === chosen.person) : undefined
  const ofOne = person ? givenTo(all, person.id) : []
  if (all.length === 0 && !isChosen) return null
  return (
    <Section
      title={t('account.grants')}
      beside={
        person && ofOne.length > 0 ? <EndPersonButton person={person} where={where} grants={ofOne} /> : null
      }
    >
      {all.length > 1 || isChosen ? <GrantFilters grants={all} shops={shops} /> : null}
      {shown.items?.length === 0 ? (
        <Empty title={t('account.noneMatch')} hint={t('account.noneMatchHint')}>
          <LinkButton to={consolePaths.account(where.accountId)} variant="light">
            {t('account.clearFilters')}
          </LinkButton>
        </Empty>
      ) : null}
      {shown.items?.map(grant => (
        <AccountGrant key={grant.id} grant={grant} where={where}>
          {!person && grant.subject.kind === 'person' && givenTo(all, grant.subject.id).length > 1 ? (
            <EndPersonButton person={grant.subject} where={where} grants={givenTo(all, grant.subject.id)} />
          ) : null}
        </AccountGrant>
      ))}
      {shown.hasMore ? (
        <Button variant="default" onClick={shown.loadMore} loading={shown.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Section>
  )
}

/** What can still be ended of what one person was given by name. */
function givenTo(grants: readonly AGrant[], personId: string): AGrant[] {
  return grants.filter(({ subject, state }) => subject.id === personId && state !== 'ending')
}

function AccountGrant({
  grant,
  where: { accountId, zone },
  children,
}: {
  grant: AGrant
  where: Where
  children: ReactNode
}) {
  const { t } = useWords()
  return (
    <GrantCard
      grant={grant}
      zone={zone}
      where={
        grant.resource ? (
          <PageLink to={consolePaths.shop(accountId, grant.resource.id)}>{grant.resource.name}</PageLink>
        ) : undefined
      }
      because={said => (
        <PageLink
          to={consolePaths.grant(accountId, grant.id)}
          label={t('grant.decisionOf', { decision: said })}
        >
          {said}
        </PageLink>
      )}
    >
      {grant.state === 'ending' ? null : (
        <EndInAccount size="sm" grant={grant} accountId={accountId} zone={zone} />
      )}
      <LinkButton
        to={consolePaths.grant(accountId, grant.id)}
        variant="subtle"
        size="sm"
        aria-label={t('grant.detailsOf', { subject: grant.subject.name })}
      >
        {t('grant.details')}
      </LinkButton>
      {children}
    </GrantCard>
  )
}

function RequestsBanner({
  accountId,
  waiting,
}: {
  accountId: string
  waiting: AnswerOf<typeof listRequests> | undefined
}) {
  const { t } = useWords()
  const first = waiting?.items[0]
  if (!waiting || !first) return null
  const count = waiting.items.length
  return (
    <Note tone="plain">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap">
          <LetterIcon size={22} />
          <Text fw={600}>{t('account.requestsWait', { count })}</Text>
        </Group>
        <LinkButton
          to={count === 1 ? consolePaths.request(accountId, first.id) : consolePaths.requests(accountId)}
          size="sm"
        >
          {t('account.toRequests')}
        </LinkButton>
      </Group>
    </Note>
  )
}
