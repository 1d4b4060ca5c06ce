import { Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { readAccount } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { liveEveryMs, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { NothingHerePage } from '../../shell/edge-pages.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { Moment, useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { AccountAccesses } from './account-accesses.tsx'
import { AccountShops } from './account-shops.tsx'
import { CloseAccount } from './close-account.tsx'
import { InvitePerson } from './invite-person.tsx'

export type Account = AnswerOf<typeof readAccount>

/** One account as the provider's desk sees it: owner, shops, and how much is open and waits. */
export function DeskAccountPage() {
  const { accountId } = useParams({ from: patterns.deskAccount })
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readAccount, { params: { accountId } }, { everyMs: liveEveryMs })
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={data?.name ?? t('common.loading')}
      above={<PageLink to={consolePaths.deskAccounts()}>{t('accounts:title')}</PageLink>}
      below={data?.reference ? t('accounts:numberIs', { number: data.reference }) : undefined}
    >
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <WholeAccount account={data} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={3} height={200} />
      )}
    </Page>
  )
}

function WholeAccount({ account }: { account: Account }) {
  const { t } = useWords()
  const say = useSaying(account.zone)
  return (
    <>
      {account.closedAt ? (
        <Note>{t('provider-desk:account.closed', { at: say.instant(account.closedAt) })}</Note>
      ) : null}
      <Section title={t('provider-desk:account.facts')}>
        <AccountFacts account={account} />
      </Section>
      <Section title={t('provider-desk:account.owner')}>
        <Owner account={account} />
      </Section>
      <AccountShops account={account} />
      <AccountAccesses account={account} />
      <CloseAccount account={account} />
    </>
  )
}

function AccountFacts({ account }: { account: Account }) {
  const { t } = useWords()
  const { openGrants, liveEntries, waitingRequests } = account
  return (
    <div className="card">
      <Facts arePaired>
        <Fact label={t('provider-desk:account.nowOpen')}>
          {openGrants > 0
            ? t('provider-desk:account.openGrants', { count: openGrants })
            : t('provider-desk:account.nothing')}
        </Fact>
        <Fact label={t('provider-desk:account.nowInside')}>
          {liveEntries > 0
            ? t('provider-desk:account.people', { count: liveEntries })
            : t('provider-desk:account.nobody')}
        </Fact>
        <Fact label={t('provider-desk:account.nowWaiting')}>
          {waitingRequests > 0
            ? t('provider-desk:account.waiting', { count: waitingRequests })
            : t('provider-desk:account.nothing')}
        </Fact>
        <Fact label={t('provider-desk:account.members')}>
          {account.members > 0
            ? t('provider-desk:account.people', { count: account.members })
            : t('provider-desk:account.nothing')}
        </Fact>
        <Fact label={t('accounts:region')}>{account.region}</Fact>
        <Fact label={t('accounts:zone')}>{account.zone}</Fact>
        <Fact label={t('provider-desk:account.madeAt')}>
          <Moment at={account.madeAt} zone={account.zone} />
        </Fact>
      </Facts>
    </div>
  )
}

function Owner({ account: { owner, zone, can, closedAt } }: { account: Account }) {
  const { t } = useWords()
  return (
    <Stack className="card" gap="sm">
      <Facts>
        <Fact label={t('provider-desk:account.name')}>{owner.name}</Fact>
        <Fact label={t('provider-desk:account.address')}>{owner.address}</Fact>
        <Fact label={t('provider-desk:account.signIn')}>
          {owner.ready ? (
            <Tag tone="good">{t('provider-desk:account.ready')}</Tag>
          ) : (
            <Tag>{t('provider-desk:account.notReady')}</Tag>
          )}
        </Fact>
        <Fact label={t('provider-desk:account.lastSeen')}>
          {owner.lastSeenAt ? (
            <Moment at={owner.lastSeenAt} zone={zone} relative />
          ) : (
            t('provider-desk:account.never')
          )}
        </Fact>
      </Facts>
      {owner.ready || closedAt ? null : (
        <>
          <Text fw={600}>{t('accounts:invite.title', { name: owner.name })}</Text>
          <InvitePerson person={owner} can={can.invite} />
        </>
      )}
    </Stack>
  )
}
