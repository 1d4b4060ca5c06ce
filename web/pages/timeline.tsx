import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { exportLedger, readTimeline } from '#contract/proof.ts'
import { addressOf } from '../api/call.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, usePages } from '../api/use-api.ts'
import { ChainBadge } from '../desk/chain-badge.tsx'
import { factGroups, groupOf } from '../desk/fact-group.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { Timeline } from '../desk/timeline.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Page } from '../ui/page.tsx'
import { Plates } from '../ui/plates.tsx'
import { Waiting } from '../ui/waiting.tsx'

/** Everything that happened in an account, newest first. */
export function TimelinePage() {
  const { accountId } = useParams({ from: patterns.timeline })
  const { show, grant } = useSearch({ from: patterns.timeline })
  const navigate = useNavigate({ from: patterns.timeline })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const facts = usePages(
    readTimeline,
    { params: { accountId }, query: grant ? { grant } : {} },
    { everyMs: liveEveryMs },
  )
  const shown = facts.items?.filter(({ kind }) => !show || groupOf(kind) === show)
  if (facts.problem?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={t('timeline.title')}
      above={account?.name}
      beside={
        account?.owner ? (
          <Anchor href={addressOf(exportLedger, { accountId })} download={`einlass-${accountId}.json`}>
            {t('timeline.export')}
          </Anchor>
        ) : null
      }
    >
      <ChainBadge accountId={accountId} zone={zone} />
      <Plates
        isCompact
        label={t('timeline.filter')}
        value={show ?? 'all'}
        onChange={next =>
          void navigate({
            search: { ...(grant ? { grant } : {}), ...(next === 'all' ? {} : { show: next }) },
            replace: true,
          })
        }
        plates={(['all', ...factGroups] as const).map(value => ({ value, title: t(`timeline.${value}`) }))}
      />
      {grant ? (
        <Group gap="xs">
          <Text>{t('timeline.oneGrant')}</Text>
          <Link to={patterns.timeline} params={{ accountId }} search={show ? { show } : {}}>
            {t('timeline.notOneGrant')}
          </Link>
        </Group>
      ) : null}
      <ProblemNote problem={facts.problem} onAgain={facts.again} />
      {shown ? (
        <section className="card">
          {shown.length > 0 ? (
            <Timeline facts={shown} zone={zone} accountId={accountId} />
          ) : (
            <Text c="dimmed">{facts.items?.length === 0 ? t('timeline.none') : t('timeline.noneHere')}</Text>
          )}
        </section>
      ) : facts.isLoading ? (
        <Waiting label={t('common.loading')} cards={1} height={420} />
      ) : null}
      {facts.hasMore ? (
        <Button variant="default" onClick={facts.loadMore} loading={facts.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}
