import { Button, Group, List, Stack, Text, Title } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import type { whoCould } from '#contract/proof.ts'
import { useSayUntil } from '../../desk/countdown.tsx'
import { useDeskWords } from '../../desk/words.ts'
import { useWords } from '../../language.ts'
import { DoorOpenIcon, DoorShutIcon, PersonIcon } from '../../ui/icons.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Tag } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { useSayThrough } from './because-card.tsx'
import type { Question } from './question.ts'
import { useSayWhat } from './say-what.ts'

type WhoCould = AnswerOf<typeof whoCould>

/** Everybody who may, because of what, and who was inside. */
export function AnswerWho({
  answer,
  question,
  accountId,
  shop,
  zone,
  onAskAbout,
}: {
  answer: WhoCould
  question: Question
  accountId: string
  shop: string | null
  zone: string
  onAskAbout: (personId: string) => void
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const what = useSayWhat()(question.permission, shop)
  const isThen = question.at !== null
  const { people } = answer
  const said = { ...what, count: people.length, at: say.instant(answer.at) }
  return (
    <>
      <div className={`note ${people.length > 0 ? 'note-open' : 'note-plain'}`} role="status">
        <Group gap="md" wrap="nowrap">
          {people.length > 0 ? <DoorOpenIcon size={34} /> : <DoorShutIcon size={34} />}
          <Text fz="xl" fw={650} lh={1.25}>
            {t(isThen ? 'why:whoThen' : 'why:whoNow', said)}
          </Text>
        </Group>
      </div>
      {people.length > 0 ? (
        <Section title={t(isThen ? 'why:whoListThen' : 'why:whoList')}>
          {people.map(one => (
            <PersonCard
              key={one.person.id}
              one={one}
              isThen={isThen}
              accountId={accountId}
              zone={zone}
              onAsk={() => onAskAbout(one.person.id)}
            />
          ))}
        </Section>
      ) : null}
    </>
  )
}

function PersonCard({
  one: { person, asOwner, inside, because },
  isThen,
  accountId,
  zone,
  onAsk,
}: {
  one: WhoCould['people'][number]
  isThen: boolean
  accountId: string
  zone: string
  onAsk: () => void
}) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const sayUntil = useSayUntil(zone)
  const sayThrough = useSayThrough()
  return (
    <Stack component="article" className={`card ${inside ? 'card-open' : ''}`} gap="xs">
      <Group gap="xs">
        <PersonIcon size={20} />
        <Title order={3}>{person.name}</Title>
        {asOwner ? <Tag>{t('why:owner')}</Tag> : null}
        {inside ? <Tag tone="open">{t(isThen ? 'why:wasInside' : 'why:isInside')}</Tag> : null}
      </Group>
      {asOwner && because.length === 0 ? <Text>{t('why:asOwnerShort')}</Text> : null}
      {because.length > 0 ? (
        <List spacing={4}>
          {because.map(grant => {
            const through = sayThrough(grant, person.name)
            const by = words.actor(grant.decidedBy, null)
            return (
              <List.Item key={grant.grantId}>
                {grant.endedAt
                  ? t('why:lineEnded', { ...through, by, at: say.instant(grant.endedAt) })
                  : t('why:line', { ...through, by, until: sayUntil(grant.until) })}{' '}
                <PageLink
                  to={consolePaths.grant(accountId, grant.grantId)}
                  label={t('why:of', { what: t('why:toGrant'), which: t('why:through', through) })}
                >
                  {t('why:toGrant')}
                </PageLink>
              </List.Item>
            )
          })}
        </List>
      ) : null}
      <Group>
        <Button size="xs" variant="default" onClick={onAsk}>
          {t('why:askAbout', { person: person.name })}
        </Button>
      </Group>
    </Stack>
  )
}
