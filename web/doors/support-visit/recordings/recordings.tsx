import { Button, Group, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Static } from 'typebox'
import { listRecordings, type Recording as Shape } from '#contract/recordings.ts'
import { useZone } from '../../../api/me.ts'
import { usePages } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { learn, useWords } from '../../../language.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note, Tag } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { saySeconds } from './say-seconds.ts'

export type Recording = Static<typeof Shape>

// The terminal is a third of the console: only who watches fetches it.
const Player = lazy(() => import('./player.tsx'))

/** Loads the words with the part. */
export async function loadRecordings() {
  await learn('recordings')
  return { default: Recordings }
}

/**
 * What was recorded under a grant, and watching it.
 * @param isQuiet where nothing was recorded, nothing stands
 */
export function Recordings({
  accountId,
  grantId,
  isQuiet = false,
}: {
  accountId: string
  grantId: string
  isQuiet?: boolean
}) {
  const { t } = useWords()
  const params = { accountId, grantId }
  const list = usePages(listRecordings, { params }, { everyMs: 5_000 })
  const [watched, setWatched] = useState<string | null>(null)
  if (isQuiet && !list.problem && !list.items?.length) return null
  return (
    <Section title={t('recordings:title')}>
      <Text c="dimmed">{t('recordings:what')}</Text>
      <ProblemNote problem={list.problem} onAgain={list.again} />
      {list.items?.map(recording => (
        <OneRecording
          key={recording.id}
          recording={recording}
          params={params}
          isWatched={watched === recording.id}
          onWatch={isOn => setWatched(isOn ? recording.id : null)}
        />
      ))}
      {list.items?.length === 0 ? (
        <Empty title={t('recordings:none')} hint={t('recordings:noneHint')} />
      ) : null}
      {list.isLoading ? <Waiting label={t('common.loading')} cards={1} height={140} /> : null}
      {list.hasMore ? (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          {t('recordings:more')}
        </Button>
      ) : null}
    </Section>
  )
}

function OneRecording({
  recording,
  params,
  isWatched,
  onWatch,
}: {
  recording: Recording
  params: { accountId: string; grantId: string }
  isWatched: boolean
  onWatch: (isOn: boolean) => void
}) {
  const { t } = useWords()
  const zone = useZone(params.accountId)
  const say = useSaying(zone)
  const { person, begunAt, endedAt, kind, command, leftOut } = recording
  const state = recording.destroyedAt ? 'destroyed' : recording.state
  const seconds = endedAt ? (Date.parse(endedAt) - Date.parse(begunAt)) / 1000 : null
  const at = say.instant(begunAt)
  return (
    <Stack component="article" className={state === 'running' ? 'card card-open' : 'card'} gap="sm">
      <Group justify="space-between" gap="sm">
        <Text fw={600}>{person.name}</Text>
        <Tag
          tone={state === 'running' ? 'open' : state === 'cut' || state === 'broken-off' ? 'bad' : 'plain'}
        >
          {t(`recordings:states.${state}`)}
        </Tag>
      </Group>
      <Facts>
        <Fact label={t('recordings:shown')}>
          {t(`recordings:${kind}`)}
          {command ? (
            <>
              {' '}
              <code>{command}</code>
            </>
          ) : null}
        </Fact>
        <Fact label={t('recordings:begun')}>
          <time dateTime={begunAt}>{at}</time>
        </Fact>
        <Fact label={t('recordings:lasted')}>{seconds === null ? null : saySeconds(seconds)}</Fact>
        <Fact label={t('recordings:kept')}>
          {recording.keptUntil ? say.instant(recording.keptUntil) : null}
        </Fact>
      </Facts>
      {state === 'cut' ? <Note>{t('recordings:cutHint')}</Note> : null}
      {state === 'broken-off' ? <Note>{t('recordings:brokenOffHint')}</Note> : null}
      {leftOut ? <Note>{t('recordings:leftOut', { bytes: leftOut })}</Note> : null}
      {recording.destroyedAt ? (
        <Text c="dimmed">{t('recordings:destroyedHint', { at: say.instant(recording.destroyedAt) })}</Text>
      ) : isWatched ? (
        <Suspense fallback={<Waiting label={t('recordings:loading')} cards={1} height={320} />}>
          <Player recording={recording} params={params} onClose={() => onWatch(false)} />
        </Suspense>
      ) : (
        <Group>
          <MayButton
            variant="default"
            can={recording.can.watch}
            label={t('recordings:watchOf', { what: t(`recordings:${kind}`), person: person.name, at })}
            onClick={() => onWatch(true)}
          >
            {t('recordings:watch')}
          </MayButton>
        </Group>
      )}
    </Stack>
  )
}
