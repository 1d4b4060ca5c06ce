import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import type { explain } from '#contract/proof.ts'
import { useDeskWords } from '../../desk/words.ts'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'

type Because = AnswerOf<typeof explain>['because'][number]

/** To whom an access is, and by which door: 'Servicezugang für das Team Support'. */
export function useSayThrough(): (because: Because, person: string) => { door: string; whom: string } {
  const { t } = useWords()
  const words = useDeskWords()
  return ({ door, team }, person) => ({
    door: words.door(door),
    whom: team ? t('why:whomTeam', { team }) : t('why:whomPerson', { person }),
  })
}

/** A grant that answers, or one that does not and why. */
export function BecauseCard({
  because,
  person,
  accountId,
  zone,
  reason,
}: {
  because: Because
  person: string
  accountId: string
  zone: string
  /** Why it does not count, as a sentence; left out: it does. */
  reason?: string
}) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const through = t('why:through', useSayThrough()(because, person))
  const { grantId, resource, begins, until, endedAt, decidedBy } = because
  const isOpen = reason === undefined && endedAt === null
  return (
    <Stack component="article" className={`card ${isOpen ? 'card-open' : ''}`} gap="xs">
      <Title order={3}>{through}</Title>
      {reason ? <Text fw={600}>{reason}</Text> : null}
      <Facts arePaired>
        <Fact label={t('why:fact.where')}>{resource?.name ?? t('common.wholeAccount')}</Fact>
        <Fact label={t('why:fact.decidedBy')}>{words.actor(decidedBy, null)}</Fact>
        <Fact label={t('why:fact.from')}>{say.instant(begins)}</Fact>
        <Fact label={t('why:fact.until')}>{until ? say.instant(until) : t('time.withoutEnd')}</Fact>
        <Fact label={t('why:fact.ended')}>{endedAt ? say.instant(endedAt) : null}</Fact>
      </Facts>
      <Group gap="md">
        <PageLink
          to={consolePaths.grant(accountId, grantId)}
          label={t('why:of', { what: t('why:toGrant'), which: through })}
        >
          {t('why:toGrant')}
        </PageLink>
        <Anchor
          renderRoot={looks => (
            <Link {...looks} to={patterns.timeline} params={{ accountId }} search={{ grant: grantId }} />
          )}
          aria-label={t('why:of', { what: t('why:toTimeline'), which: through })}
        >
          {t('why:toTimeline')}
        </Anchor>
        <PageLink
          to={consolePaths.receipt(accountId, grantId)}
          label={t('why:of', { what: t('why:toReceipt'), which: through })}
        >
          {t('why:toReceipt')}
        </PageLink>
      </Group>
    </Stack>
  )
}
