import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { exportEvidence, exportEvidenceTable, listEvidence } from '#contract/evidence.ts'
import { consolePaths } from '#contract/paths.ts'
import { addressOf } from '../api/call.ts'
import { useMe, useZone } from '../api/me.ts'
import type { TimelineSearch } from '../api/search.ts'
import { usePages } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { deskNow } from '../ui/clock.ts'
import { PageLink } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import { Page, Section } from '../ui/page.tsx'
import { localInput } from '../ui/say-time.ts'
import { Waiting } from '../ui/waiting.tsx'
import { EvidenceVisit, keyOf, requirements } from './evidence-visit.tsx'
import { sayDate } from './members/say-date.ts'
import { addDays, beginOf } from './why/wall-clock.ts'
import '../desk/receipt-paper.css'

/** What the ledger shows of a period to somebody who audits the shop, and what Einlass cannot show. */
export function EvidencePage() {
  const { accountId } = useParams({ from: patterns.evidence })
  const search: TimelineSearch = useSearch({ from: patterns.evidence })
  const { t, language } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const today = localInput(deskNow(), zone).slice(0, 10)
  // The last quarter, when nothing is asked for.
  const from = search.from ?? addDays(today, -90)
  const to = search.to ?? today
  const [begins, ends] = [beginOf(from, zone), beginOf(to, zone, 1)]
  const isPeriod = begins !== null && ends !== null && begins < ends
  const period = isPeriod
    ? { from: new Date(begins).toISOString(), to: new Date(ends).toISOString() }
    : { from: '', to: '' }
  return (
    <Page
      title={t('evidence:title')}
      above={
        <>
          <span>{account?.name}</span>
          <span className="no-print">
            {' · '}
            <PageLink to={consolePaths.timeline(accountId)}>{t('timeline.title')}</PageLink>
          </span>
        </>
      }
      below={`${t('evidence:below')} ${t('evidence:period')}: ${sayDate(from, language)} – ${sayDate(to, language)}`}
      beside={
        <Button className="no-print" variant="default" onClick={() => window.print()}>
          {t('evidence:print')}
        </Button>
      }
    >
      <Note>{t('evidence:honest')}</Note>
      <Days from={from} to={to} />
      {isPeriod ? (
        <>
          <Group className="no-print" gap="lg">
            <Anchor
              href={addressOf(exportEvidence, { accountId }, period)}
              download={`einlass-evidence-${from}-${to}.json`}
            >
              {t('evidence:json')}
            </Anchor>
            <Anchor
              href={addressOf(exportEvidenceTable, { accountId }, period)}
              download={`einlass-evidence-${from}-${to}.csv`}
            >
              {t('evidence:csv')}
            </Anchor>
            <Text size="sm" c="dimmed">
              {t('evidence:jsonHint')}
            </Text>
          </Group>
          <Visits accountId={accountId} zone={zone} period={period} />
        </>
      ) : (
        <Note tone="bad">{t('evidence:noPeriod')}</Note>
      )}
      <Legend />
    </Page>
  )
}

function Days({ from, to }: { from: string; to: string }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: patterns.evidence })
  const put = (change: { from?: string; to?: string }) => {
    // Half a date that is being typed is no day yet.
    if (Object.values(change).every(day => /^2\d{3}-\d{2}-\d{2}$/.test(day)))
      void navigate({ search: { from, to, ...change }, replace: true })
  }
  return (
    <Group className="no-print" gap="sm">
      <TextInput
        key={`from ${from}`}
        type="date"
        label={t('evidence:from')}
        defaultValue={from}
        onChange={event => put({ from: event.currentTarget.value })}
      />
      <TextInput
        key={`to ${to}`}
        type="date"
        label={t('evidence:to')}
        defaultValue={to}
        onChange={event => put({ to: event.currentTarget.value })}
      />
    </Group>
  )
}

function Visits({
  accountId,
  zone,
  period,
}: {
  accountId: string
  zone: string
  period: { from: string; to: string }
}) {
  const { t } = useWords()
  const visits = usePages(listEvidence, { params: { accountId }, query: period })
  if (visits.problem?.code === 'not-found') return <NothingHerePage />
  return (
    <>
      <ProblemNote problem={visits.problem} onAgain={visits.again} />
      {visits.items ? (
        visits.items.length === 0 ? (
          <Text className="card" c="dimmed">
            {t('evidence:none')}
          </Text>
        ) : (
          <Stack>
            <Text role="status" c="dimmed">
              {t('evidence:counted', { count: visits.items.length })}
            </Text>
            {visits.items.map(visit => (
              <EvidenceVisit key={visit.grant} visit={visit} accountId={accountId} zone={zone} />
            ))}
          </Stack>
        )
      ) : visits.isLoading ? (
        <Waiting label={t('common.loading')} cards={2} height={260} />
      ) : null}
      {visits.hasMore ? (
        <Button variant="default" onClick={visits.loadMore} loading={visits.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  )
}

/** What each requirement asks for in our own words, and where Einlass ends. */
function Legend() {
  const { t } = useWords()
  return (
    <div className="card receipt-part receipt-part-on-new-page">
      <Section title={t('evidence:legend')}>
        <dl className="facts">
          {requirements.map(requirement => (
            <div key={requirement}>
              <dt>
                {requirement} {t(`evidence:requirement.${keyOf(requirement)}.title`)}
              </dt>
              <dd>
                {t('evidence:canShow')}: {t(`evidence:requirement.${keyOf(requirement)}.can`)}
                <br />
                {t('evidence:cannotShow')}: {t(`evidence:requirement.${keyOf(requirement)}.cannot`)}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  )
}
