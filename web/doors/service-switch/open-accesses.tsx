import { Button, Group, Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { endByProvider, listOpenAccesses } from '#contract/service-switch.ts'
import { useMe, useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, usePages } from '../../api/use-api.ts'
import { EndButton } from '../../desk/end-button.tsx'
import { GrantCard } from '../../desk/grant-card.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Empty } from '../../ui/empty.tsx'
import { WarnIcon } from '../../ui/icons.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'

type Access = AnswerOf<typeof listOpenAccesses>['items'][number]

/** The desk: every open service access over all accounts, and what is not confirmed. */
export function OpenAccessesPage() {
  const { t } = useWords()
  const isDesk = useMe().provider.desk
  const accesses = usePages(listOpenAccesses, {}, { everyMs: liveEveryMs })
  const unconfirmed = accesses.items?.filter(({ grant }) => grant.state === 'ending') ?? []
  const others = accesses.items?.filter(({ grant }) => grant.state !== 'ending') ?? []
  return (
    <Page title={t('desk.title')} below={t('desk.hint')}>
      <ProblemNote problem={accesses.problem} onAgain={accesses.again} />
      {!accesses.items && accesses.isLoading ? <Waiting label={t('common.loading')} height={260} /> : null}
      {unconfirmed.length > 0 ? (
        <Note tone="bad" live="status">
          <Group gap="sm" wrap="nowrap">
            <WarnIcon size={22} />
            <div>
              <Text fw={600}>{t('desk.unconfirmed', { count: unconfirmed.length })}</Text>
              {isDesk ? (
                <PageLink to={consolePaths.deskUnconfirmed()}>{t('desk.toUnconfirmed')}</PageLink>
              ) : null}
            </div>
          </Group>
        </Note>
      ) : null}
      {accesses.items?.length === 0 ? <Empty title={t('desk.none')} hint={t('desk.noneHint')} /> : null}
      {[...unconfirmed, ...others].map(access => (
        <AccessCard key={access.grant.id} access={access} />
      ))}
      {accesses.hasMore ? (
        <Button variant="default" onClick={accesses.loadMore} loading={accesses.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}

/** One open access with its end button. */
export function AccessCard({
  access: { account, grant },
  zoneOfAccount,
  isInAccount = false,
}: {
  access: Access
  /** Where it is known to whoever is no member. */
  zoneOfAccount?: string
  /** On the page of the account, which needs no mention there. */
  isInAccount?: boolean
}) {
  const { t } = useWords()
  const isDesk = useMe().provider.desk
  const ownZone = useZone(account.id)
  const zone = zoneOfAccount ?? ownZone
  const say = useSaying(zone)
  const action = useAction(endByProvider)
  const where = `${t('desk.account')} ${account.name}`
  return (
    <GrantCard
      grant={grant}
      zone={zone}
      {...(isInAccount
        ? {}
        : {
            title: grant.resource?.name ?? account.name,
            where: isDesk ? <PageLink to={consolePaths.deskAccount(account.id)}>{where}</PageLink> : where,
          })}
    >
      {grant.state === 'ending' && grant.ending ? (
        <Text className="bad">{t('desk.unconfirmedWhat', { at: say.second(grant.ending.at) })}</Text>
      ) : (
        <EndButton
          grant={grant}
          zone={zone}
          hint={t('desk.endHint')}
          end={note => action.run({ params: { grantId: grant.id }, body: note ? { note } : {} })}
        />
      )}
    </GrantCard>
  )
}
