import { Button, Group, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { listGrants, listRequests } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, useAnswer, usePages } from '../api/use-api.ts'
import { EndInAccount } from '../desk/end-button.tsx'
import { type AGrant, GrantCard } from '../desk/grant-card.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { DoorOpenIcon, DoorShutIcon, LetterIcon, WarnIcon } from '../ui/icons.tsx'
import { LinkButton, PageLink } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { EndAllButton } from './end-all.tsx'
import { ShopCards } from './shop-cards.tsx'

/** Who can get in, to what, until when, who decided it, and the button that ends it. */
export function WhoCanGetInPage() {
  const { accountId } = useParams({ from: patterns.account })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const grants = usePages(
    listGrants,
    { params: { accountId }, query: { state: 'live' } },
    { everyMs: liveEveryMs },
  )
  if (grants.problem?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={t('account.title')}
      above={account?.name}
      beside={
        grants.items && grants.items.length > 1 ? (
          <EndAllButton
            accountId={accountId}
            name={account?.name ?? ''}
            grants={grants.items}
            hasMore={grants.hasMore}
            zone={zone}
          />
        ) : null
      }
    >
      <RequestsBanner accountId={accountId} />
      <ProblemNote problem={grants.problem} onAgain={grants.again} />
      {grants.items ? (
        <AtAGlance grants={grants.items} hasMore={grants.hasMore} />
      ) : grants.isLoading ? (
        <Waiting label={t('common.loading')} />
      ) : null}
      {grants.items && grants.items.length > 0 ? (
        <Section title={t('account.grants')}>
          {grants.items.map(grant => (
            <GrantCard
              key={grant.id}
              grant={grant}
              zone={zone}
              where={
                grant.resource ? (
                  <PageLink to={consolePaths.shop(accountId, grant.resource.id)}>
                    {grant.resource.name}
                  </PageLink>
                ) : undefined
              }
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
            </GrantCard>
          ))}
          {grants.hasMore ? (
            <Button variant="default" onClick={grants.loadMore} loading={grants.isLoadingMore}>
              {t('common.more')}
            </Button>
          ) : null}
        </Section>
      ) : null}
      <ShopCards accountId={accountId} />
    </Page>
  )
}

/** The answer in one sentence, before any list. */
function AtAGlance({ grants, hasMore }: { grants: readonly AGrant[]; hasMore: boolean }) {
  const { t } = useWords()
  const open = grants.filter(({ state }) => state === 'open').length
  const scheduled = grants.filter(({ state }) => state === 'scheduled').length
  const unconfirmed = grants.filter(({ state }) => state === 'ending').length
  const inside = new Set(grants.flatMap(({ liveEntries }) => liveEntries.map(({ person }) => person.id))).size
  return (
    <Stack gap="sm">
      <div className={`note ${open > 0 ? 'note-open' : 'note-good'}`} role="status">
        <Group gap="md" wrap="nowrap">
          {open > 0 ? <DoorOpenIcon size={34} /> : <DoorShutIcon size={34} />}
          <div>
            <Text fz="xl" fw={650} lh={1.25}>
              {open > 0
                ? t('account.open', { count: open })
                : scheduled > 0
                  ? t('account.scheduledOnly', { count: scheduled })
                  : t('account.nobody')}
            </Text>
            <Text>
              {open > 0
                ? inside > 0
                  ? t('account.inside', { count: inside })
                  : t('account.insideNobody')
                : scheduled > 0
                  ? null
                  : t('account.nobodyHint')}
              {open > 0 && scheduled > 0 ? ` ${t('account.alsoScheduled', { count: scheduled })}` : ''}
              {hasMore ? ` ${t('account.atLeast')}` : ''}
            </Text>
          </div>
        </Group>
      </div>
      {unconfirmed > 0 ? (
        <Note tone="bad">
          <Group gap="sm" wrap="nowrap">
            <WarnIcon size={22} />
            <Text>{t('account.unconfirmed', { count: unconfirmed })}</Text>
          </Group>
        </Note>
      ) : null}
    </Stack>
  )
}

function RequestsBanner({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const { data } = useAnswer(
    listRequests,
    { params: { accountId }, query: { state: 'pending', limit: 100 } },
    { everyMs: 30_000 },
  )
  const first = data?.items[0]
  if (!data || !first) return null
  const count = data.items.length
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
