import { Button, Text } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import { listOpenAccesses } from '#contract/service-switch.ts'
import { liveEveryMs, usePages } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { AccessCard } from '../../doors/service-switch/open-accesses.tsx'
import { useWords } from '../../language.ts'
import { PageLink } from '../../ui/link-button.tsx'
import { Section } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import type { Account } from './account.tsx'

/** What is open in this account, with who is inside, to be ended from here. */
export function AccountAccesses({ account }: { account: Account }) {
  const { t } = useWords()
  const accesses = usePages(listOpenAccesses, { query: { account: account.id } }, { everyMs: liveEveryMs })
  return (
    <Section
      title={t('provider-desk:account.open')}
      beside={<PageLink to={consolePaths.deskOpen()}>{t('provider-desk:account.allOpen')}</PageLink>}
    >
      <ProblemNote problem={accesses.problem} onAgain={accesses.again} />
      {!accesses.items && accesses.isLoading ? (
        <Waiting label={t('common.loading')} cards={1} height={200} />
      ) : null}
      {accesses.items?.length === 0 ? <Text c="dimmed">{t('provider-desk:account.openNone')}</Text> : null}
      {accesses.items?.map(access => (
        <AccessCard key={access.grant.id} access={access} zoneOfAccount={account.zone} isInAccount />
      ))}
      {accesses.hasMore ? (
        <Button variant="default" onClick={accesses.loadMore} loading={accesses.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Section>
  )
}
