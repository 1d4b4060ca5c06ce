import { Button, Group, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { readGrant } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import { readTimeline } from '#contract/proof.ts'
import { useZone } from '../api/me.ts'
import { liveEveryMs, useAnswer, usePages } from '../api/use-api.ts'
import { ChainBadge } from '../desk/chain-badge.tsx'
import { EndInAccount } from '../desk/end-button.tsx'
import { GrantFacts, GrantStateTag } from '../desk/grant-card.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { Timeline } from '../desk/timeline.tsx'
import { LeftBehindOnPage } from '../doors/support-visit/left-behind/on-page.tsx'
import { ToVisitOfGrant } from '../doors/support-visit/visit/to-visit.tsx'
import { learn, useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { LinkButton, PageLink } from '../ui/link-button.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'

const Recordings = lazy(async () =>
  (await import('../doors/support-visit/recordings/recordings.tsx')).loadRecordings(),
)
/** What people do by hand for a visit; it comes with its words, and only where there is something of the kind. */
const Steps = lazy(async () => {
  const [{ Steps }] = await Promise.all([import('../doors/support-visit/steps/steps.tsx'), learn('steps')])
  return { default: Steps }
})

const HandOvers = lazy(async () => {
  const [{ HandOvers }] = await Promise.all([
    import('../doors/support-visit/hand-overs/hand-overs.tsx'),
    learn('hand-overs'),
  ])
  return { default: HandOvers }
})

/** One grant: what it says, what happened, and whether the record of it is whole. */
export function GrantPage() {
  const { accountId, grantId } = useParams({ from: patterns.grant })
  const { t } = useWords()
  const zone = useZone(accountId)
  const {
    data: grant,
    error,
    refetch,
  } = useAnswer(readGrant, { params: { accountId, grantId } }, { everyMs: liveEveryMs })
  const history = usePages(
    readTimeline,
    { params: { accountId }, query: { grant: grantId } },
    { everyMs: liveEveryMs },
  )
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={grant ? t('grant.title', { subject: grant.subject.name }) : t('common.loading')}
      above={<PageLink to={consolePaths.account(accountId)}>{t('account.title')}</PageLink>}
      beside={grant ? <GrantStateTag grant={grant} /> : null}
    >
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {grant ? (
        <Stack className={`card ${grant.state === 'open' ? 'card-open' : ''}`}>
          <GrantFacts
            grant={grant}
            zone={zone}
            where={
              grant.resource ? (
                <PageLink to={consolePaths.shop(accountId, grant.resource.id)}>
                  {grant.resource.name}
                </PageLink>
              ) : undefined
            }
          />
          <Group align="flex-start">
            {grant.state === 'open' || grant.state === 'scheduled' ? (
              <EndInAccount grant={grant} accountId={accountId} zone={zone} />
            ) : null}
            <LinkButton to={consolePaths.receipt(accountId, grantId)} variant="default">
              {t('grant.receipt')}
            </LinkButton>
            {grant.door === 'support-visit' ? (
              <ToVisitOfGrant accountId={accountId} grantId={grantId} />
            ) : null}
          </Group>
        </Stack>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={300} />
      )}
      {grant?.door === 'support-visit' ? <LeftBehindOnPage accountId={accountId} grantId={grantId} /> : null}
      {grant?.door === 'support-visit' ? (
        <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={260} />}>
          <Steps accountId={accountId} grantId={grantId} />
        </Suspense>
      ) : null}
      {grant?.door === 'support-visit' ? (
        <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={160} />}>
          <HandOvers accountId={accountId} grantId={grantId} />
        </Suspense>
      ) : null}
      {/* What stands below comes after what stands above, or it would be pushed away. */}
      {grant || error ? (
        <Section title={t('grant.history')}>
          <ChainBadge accountId={accountId} zone={zone} />
          <ProblemNote problem={history.problem} onAgain={history.again} />
          {history.items ? (
            <Timeline facts={history.items} zone={zone} accountId={accountId} isOneGrant />
          ) : history.isLoading ? (
            <Waiting label={t('common.loading')} cards={3} height={54} />
          ) : null}
          {history.hasMore ? (
            <Button variant="default" onClick={history.loadMore} loading={history.isLoadingMore}>
              {t('common.more')}
            </Button>
          ) : null}
        </Section>
      ) : null}
      {/* Last, because it comes later than the rest and must not push anything away. */}
      {grant?.door === 'support-visit' ? (
        <Suspense fallback={null}>
          <Recordings accountId={accountId} grantId={grantId} isQuiet />
        </Suspense>
      ) : null}
    </Page>
  )
}
