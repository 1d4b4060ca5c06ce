import { Group, Stack, Text, Title } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import { readTimeline } from '#contract/proof.ts'
import { useAnswer } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { useSayUntil } from './countdown.tsx'
import type { AFact } from './fact-group.ts'
import { ProblemNote } from './problem-note.tsx'
import { Timeline } from './timeline.tsx'
import { useDeskWords } from './words.ts'

/** The life of one grant on a card: asked, opened, gone in, ended. All of it, whatever else is being looked for. */
export function GrantStory({
  grantId,
  accountId,
  zone,
}: {
  grantId: string
  accountId: string
  zone: string
}) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readTimeline, {
    params: { accountId },
    query: { grant: grantId, limit: 100 },
  })
  if (error) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  if (!data) return <Waiting label={t('common.loading')} cards={1} height={200} />
  return (
    <Story
      facts={data.items}
      isWhole={data.next === null}
      grantId={grantId}
      accountId={accountId}
      zone={zone}
    />
  )
}

function Story({
  facts,
  isWhole,
  grantId,
  accountId,
  zone,
}: {
  /** Newest first. */
  facts: readonly AFact[]
  isWhole: boolean
  grantId: string
  accountId: string
  zone: string
}) {
  const { t } = useWords()
  const sayStory = useSayStory(zone)
  const { title, asked, opened, entered, ended, confirmed, isOpen, isConfirmed } = sayStory(facts, isWhole)
  return (
    <Stack component="article" className={`card ${isOpen ? 'card-open' : ''}`} gap="sm">
      <Title order={2}>{title}</Title>
      <Facts>
        <Fact label={t('timeline.storyAsked')}>{asked}</Fact>
        <Fact label={t('timeline.storyOpened')}>{opened}</Fact>
        <Fact label={t('timeline.storyEntered')}>{entered}</Fact>
        <Fact label={t('timeline.storyEnded')}>
          {ended}
          {confirmed ? (
            <Text className={isConfirmed ? 'good' : 'bad'} component="span" display="block">
              {confirmed}
            </Text>
          ) : null}
        </Fact>
      </Facts>
      <Group gap="md">
        <PageLink to={consolePaths.grant(accountId, grantId)} label={`${t('timeline.toGrant')}: ${title}`}>
          {t('timeline.toGrant')}
        </PageLink>
        <PageLink
          to={consolePaths.receipt(accountId, grantId)}
          label={`${t('timeline.toReceipt')}: ${title}`}
        >
          {t('timeline.toReceipt')}
        </PageLink>
      </Group>
      <details>
        <summary className="summary">{t('timeline.storyFacts', { count: facts.length })}</summary>
        <Timeline facts={facts} zone={zone} accountId={accountId} isOneGrant />
        {isWhole ? null : (
          <Text>
            {t('timeline.storyMore')}{' '}
            <PageLink to={consolePaths.grant(accountId, grantId)}>{t('timeline.toGrant')}</PageLink>
          </Text>
        )}
      </details>
    </Stack>
  )
}

/** The steps of a grant as words; null where the ledger says nothing of one. */
function useSayStory(zone: string) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const sayUntil = useSayUntil(zone)
  const sayBy = (fact: AFact) =>
    t('timeline.storyBy', { at: say.instant(fact.at), by: words.actor(fact.by, fact.rule) })
  return (facts: readonly AFact[], isWhole: boolean) => {
    // The list is newest first, and what counts is when something happened first.
    const first = (kind: string) => facts.findLast(fact => fact.kind === kind)
    const opened = first('grant.opened')
    const asked = first('request.asked')
    const visits = facts.filter(({ kind }) => kind === 'entry.opened')
    const ending = first('grant.ending')
    const ended = first('grant.ended')
    const moved = facts.find(({ kind }) => kind === 'grant.end-moved')
    const until = moved?.data['to'] ?? opened?.data['endsAt']
    const earliest = visits.at(-1)
    return {
      title: opened
        ? t('timeline.storyOf', {
            subject: opened.about.personName ?? t('facts:words.theTeam'),
            where: opened.about.resourceName ?? '',
            context: opened.about.resource ? '' : opened.data['door'] === 'members' ? 'member' : 'account',
          })
        : t('timeline.story'),
      asked: asked ? sayBy(asked) : isWhole ? t('timeline.storyNotAsked') : null,
      opened: opened
        ? `${sayBy(opened)} – ${sayUntil(typeof until === 'string' && Number.isFinite(Date.parse(until)) ? until : null)}`
        : null,
      entered: earliest
        ? t('timeline.storyVisits', {
            count: visits.length,
            person: earliest.about.personName ?? t('facts:words.somebodyDid'),
            at: say.instant(earliest.at),
          })
        : t('timeline.storyNobody'),
      ended: ending
        ? `${sayBy(ending)} – ${words.cause(String(ending.data['cause'] ?? ''))}`
        : t('timeline.storyOpen'),
      confirmed: ended
        ? t('timeline.storyConfirmed', { at: say.second(ended.at) })
        : ending
          ? t('timeline.storyUnconfirmed')
          : null,
      isOpen: opened !== undefined && ending === undefined,
      isConfirmed: ended !== undefined,
    }
  }
}
