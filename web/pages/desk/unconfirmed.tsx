import { Button, List, Stack, Text, Title } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { listUnconfirmed } from '#contract/provider-desk.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, usePages } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useDeskWords } from '../../desk/words.ts'
import { useWords } from '../../language.ts'
import { Empty } from '../../ui/empty.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'

type Unconfirmed = AnswerOf<typeof listUnconfirmed>['items'][number]

/** Endings that nobody has proven yet: since when, what is waited for, and what a person can do. */
export function UnconfirmedPage() {
  const { t } = useWords()
  const endings = usePages(listUnconfirmed, {}, { everyMs: liveEveryMs })
  return (
    <Page
      title={t('provider-desk:unconfirmed.title')}
      above={<PageLink to={consolePaths.desk()}>{t('provider-desk:overview.title')}</PageLink>}
      below={t('provider-desk:unconfirmed.hint')}
    >
      <ProblemNote problem={endings.problem} onAgain={endings.again} />
      {!endings.items && endings.isLoading ? <Waiting label={t('common.loading')} height={260} /> : null}
      {endings.items?.length === 0 ? (
        <Empty title={t('provider-desk:unconfirmed.none')} hint={t('provider-desk:unconfirmed.noneHint')} />
      ) : null}
      {endings.items?.map(ending => (
        <EndingCard key={ending.grantId} ending={ending} />
      ))}
      {endings.hasMore ? (
        <Button variant="default" onClick={endings.loadMore} loading={endings.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function EndingCard({ ending }: { ending: Unconfirmed }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(useZone())
  return (
    <Stack component="article" className="card card-bad" gap="sm">
      <div>
        <Title order={2}>{ending.resource?.name ?? ending.account.name}</Title>
        <Text className="bad">
          {t('provider-desk:unconfirmed.since', {
            at: say.second(ending.endingAt),
            relative: say.relative(ending.endingAt),
          })}
        </Text>
      </div>
      <Facts>
        <Fact label={t('desk.account')}>
          <PageLink to={consolePaths.deskAccount(ending.account.id)}>{ending.account.name}</PageLink>
        </Fact>
        <Fact label={t('provider-desk:unconfirmed.subject')}>{ending.subject}</Fact>
        <Fact label={t('provider-desk:unconfirmed.cause')}>{words.cause(ending.cause)}</Fact>
        <Fact label={t('provider-desk:unconfirmed.waitsFor')}>
          <WaitsFor ending={ending} />
        </Fact>
      </Facts>
      <ByHand ending={ending} />
    </Stack>
  )
}

function WaitsFor({ ending: { waitsFor } }: { ending: Unconfirmed }) {
  const { t } = useWords()
  if (waitsFor.length === 0) return t('provider-desk:unconfirmed.soon')
  return (
    <ul className="plain-list">
      {waitsFor.map(({ what, error }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two that read alike are two all the same
        <li key={index}>
          {what === 'entry'
            ? t('provider-desk:unconfirmed.entry')
            : t('provider-desk:unconfirmed.artefact', { what })}
          {error ? (
            <Text size="sm" className="bad">
              {t('provider-desk:unconfirmed.said')}: {error}
            </Text>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function ByHand({ ending: { waitsFor } }: { ending: Unconfirmed }) {
  const { t } = useWords()
  const hasEntry = waitsFor.some(({ what }) => what === 'entry')
  const hasArtefact = waitsFor.some(({ what }) => what !== 'entry')
  if (waitsFor.length === 0) return null
  return (
    <div>
      <Text fw={600}>{t('provider-desk:unconfirmed.byHand')}</Text>
      <List>
        {hasEntry ? (
          <>
            <List.Item>{t('provider-desk:unconfirmed.entryTodo.proxy')}</List.Item>
            <List.Item>{t('provider-desk:unconfirmed.entryTodo.restart')}</List.Item>
            <List.Item>{t('provider-desk:unconfirmed.entryTodo.wait')}</List.Item>
          </>
        ) : null}
        {hasArtefact ? (
          <>
            <List.Item>{t('provider-desk:unconfirmed.artefactTodo.remove')}</List.Item>
            <List.Item>{t('provider-desk:unconfirmed.artefactTodo.wait')}</List.Item>
          </>
        ) : null}
      </List>
    </div>
  )
}
