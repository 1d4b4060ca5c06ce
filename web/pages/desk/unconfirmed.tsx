import { Button, Text } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import { listUnconfirmed, tryToConfirmByProvider } from '#contract/unconfirmed.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, usePages } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { type AnUnconfirmed, EndingCard } from '../../desk/unconfirmed/ending-card.tsx'
import { TryNow } from '../../desk/unconfirmed/try-now.tsx'
import { useWords } from '../../language.ts'
import { Empty } from '../../ui/empty.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'

/** Endings that nobody has proven yet: since when, what is waited for, and what a person can do. */
export function UnconfirmedPage() {
  const { t } = useWords()
  const endings = usePages(listUnconfirmed, {}, { everyMs: liveEveryMs })
  const alarms = endings.items?.filter(({ alarmedAt }) => alarmedAt !== null).length ?? 0
  return (
    <Page
      title={t('provider-desk:unconfirmed.title')}
      above={<PageLink to={consolePaths.desk()}>{t('provider-desk:overview.title')}</PageLink>}
      below={t('provider-desk:unconfirmed.hint')}
    >
      <ProblemNote problem={endings.problem} onAgain={endings.again} />
      {!endings.items && endings.isLoading ? <Waiting label={t('common.loading')} height={260} /> : null}
      <div role="status">
        {alarms > 0 ? (
          <Text className="bad" fw={600}>
            {t('unconfirmed:banner', { count: alarms })}
          </Text>
        ) : null}
      </div>
      {endings.items?.length === 0 ? (
        <Empty title={t('provider-desk:unconfirmed.none')} hint={t('provider-desk:unconfirmed.noneHint')} />
      ) : null}
      {endings.items?.map(ending => (
        <OneEnding key={ending.grantId} ending={ending} onLook={endings.again} />
      ))}
      {endings.hasMore ? (
        <Button variant="default" onClick={endings.loadMore} loading={endings.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function OneEnding({ ending, onLook }: { ending: AnUnconfirmed; onLook: () => void }) {
  const { run, isRunning, problem } = useAction(tryToConfirmByProvider)
  return (
    <EndingCard
      ending={ending}
      zone={useZone()}
      account={<PageLink to={consolePaths.deskAccount(ending.account.id)}>{ending.account.name}</PageLink>}
    >
      <TryNow
        ending={ending}
        can={true}
        onLook={onLook}
        action={{
          run: () => run({ params: { grantId: ending.grantId }, body: {} }),
          isRunning,
          problem,
        }}
      />
    </EndingCard>
  )
}
