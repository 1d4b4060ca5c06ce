import { Group, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import type { Grant } from '#contract/grants.ts'
import { useWords } from '../language.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { CheckIcon, ClockIcon, DoorOpenIcon, PersonIcon, TeamIcon, WarnIcon } from '../ui/icons.tsx'
import { Moment, useSaying } from '../ui/moment.tsx'
import { Tag } from '../ui/note.tsx'
import { Until } from './countdown.tsx'
import { LiveEntries } from './live-entries.tsx'
import { useDeskWords } from './words.ts'

export type AGrant = Static<typeof Grant>

/** The state of a grant, in a word. */
export function GrantStateTag({ grant }: { grant: AGrant }) {
  const { t } = useWords()
  switch (grant.state) {
    case 'open':
      return (
        <Tag tone="open" icon={<DoorOpenIcon size={15} />}>
          {t('state.open')}
        </Tag>
      )
    case 'ending':
      return (
        <Tag tone="bad" icon={<WarnIcon size={15} />}>
          {t('state.ending')}
        </Tag>
      )
    case 'scheduled':
      return <Tag icon={<ClockIcon size={15} />}>{t('state.scheduled')}</Tag>
    case 'ended':
      return (
        <Tag tone="good" icon={<CheckIcon size={15} />}>
          {t('state.ended')}
        </Tag>
      )
  }
}

/** One grant: who, what, where, until when, because of which decision, and who is inside. */
export function GrantCard({
  grant,
  zone,
  where,
  because,
  title,
  children,
}: {
  grant: AGrant
  zone: string
  /** The resource, perhaps as a link; the name otherwise. */
  where?: ReactNode
  /** The decision that stands behind it, perhaps as a link: gets the words for it. */
  because?: (said: string) => ReactNode
  /** The heading, directly below that of the page; otherwise the card is one of a section and is headed by who gets in. */
  title?: string
  /** What can be done with it. */
  children?: ReactNode
}) {
  const tone = grant.state === 'open' ? 'card-open' : grant.state === 'ending' ? 'card-bad' : ''
  return (
    <Stack component="article" className={`card ${tone}`} gap="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Group gap="xs" wrap="nowrap" align="flex-start" style={{ minWidth: 0 }}>
          {grant.subject.kind === 'team' ? <TeamIcon size={22} /> : <PersonIcon size={22} />}
          <Title order={title ? 2 : 3} style={{ overflowWrap: 'anywhere' }}>
            {title ?? grant.subject.name}
          </Title>
        </Group>
        <GrantStateTag grant={grant} />
      </Group>
      <GrantFacts
        grant={grant}
        zone={zone}
        where={where}
        {...(because ? { because } : {})}
        saysWho={title !== undefined}
      />
      <Group align="flex-start" gap="sm">
        {children}
      </Group>
    </Stack>
  )
}

/** What a grant says, and who is inside by it. */
export function GrantFacts({
  grant,
  zone,
  where,
  because = said => said,
  saysWho = false,
}: {
  grant: AGrant
  zone: string
  where?: ReactNode
  because?: (said: string) => ReactNode
  saysWho?: boolean
}) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const { decision, ending } = grant
  return (
    <Facts arePaired>
      <Fact label={t('grant.who')}>{saysWho ? grant.subject.name : null}</Fact>
      <Fact label={t('grant.door')}>{words.door(grant.door)}</Fact>
      <Fact label={t('grant.where')}>{where ?? grant.resource?.name ?? t('common.wholeAccount')}</Fact>
      <Fact label={t('grant.what')}>
        {t('grant.may', { permissions: words.permissions(grant.permissions) })}
      </Fact>
      <Fact label={t('grant.from')}>
        {grant.state === 'scheduled' ? <Moment at={grant.beginsAt} zone={zone} relative /> : null}
      </Fact>
      <Fact label={t('grant.untilWhen')}>{ending ? null : <Until until={grant.endsAt} zone={zone} />}</Fact>
      <Fact label={t('grant.endedAt')}>
        {ending
          ? ending.by
            ? t('grant.endedBy', {
                by: ending.by.name,
                at: say.second(ending.at),
                cause: words.cause(ending.cause),
              })
            : t('grant.endedByItself', { at: say.second(ending.at), cause: words.cause(ending.cause) })
          : null}
      </Fact>
      <Fact label={t('grant.confirmation')}>
        {ending ? (
          <span className={ending.confirmedAt ? 'good' : 'bad'}>
            {ending.confirmedAt
              ? t('grant.endedConfirmed', { at: say.second(ending.confirmedAt) })
              : t('grant.endedUnconfirmed')}
          </span>
        ) : null}
      </Fact>
      <Fact label={t('grant.because')}>
        {because(
          t('grant.decidedBy', { by: words.actor(decision.by, decision.rule), at: say.instant(decision.at) }),
        )}
      </Fact>
      <Fact label={t('grant.reason')}>{grant.reason}</Fact>
      <Fact label={t('grant.caseNumber')}>{grant.caseNumber}</Fact>
      <Fact label={t('grant.note')}>{ending?.note ?? decision.note}</Fact>
      <Fact label={t('grant.inside')}>
        {(grant.state === 'open' && opensADoor(grant)) || grant.liveEntries.length > 0 ? (
          <LiveEntries entries={grant.liveEntries} zone={zone} />
        ) : null}
      </Fact>
    </Facts>
  )
}

/** Whoever only sees the account's own pages is never inside of anything. */
function opensADoor({ permissions }: AGrant): boolean {
  return permissions.some(permission => permission.startsWith('shop.'))
}

/** A grant's subject and place in a line, for lists of what will be cut. */
export function planOf(grant: AGrant, wholeAccount: string) {
  return {
    id: grant.id,
    subject: grant.subject.name,
    where: grant.resource?.name ?? wholeAccount,
    until: grant.endsAt,
  }
}
