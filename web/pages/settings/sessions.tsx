import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { endOtherSessions, endSession, listSessions } from '#contract/sessions.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { sayList } from '../../ui/say-time.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { Confirmation } from './confirmation.tsx'
import { SettingsPage } from './settings-page.tsx'

type Session = AnswerOf<typeof listSessions>['items'][number]

/** Where a person is signed in, and ending what he does not know. */
export function SessionsPage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listSessions, {}, { everyMs: liveEveryMs * 3 })
  const endOne = useAction(endSession)
  const [ending, setEnding] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [allDone, setAllDone] = useState<string | null>(null)
  const sayClosed = (count: number) => (count > 0 ? ` ${t('settings:sessions.closed', { count })}` : '')
  const end = (session: Session) => {
    setEnding(session.id)
    setDone(null)
    setAllDone(null)
    void endOne.run({ params: { sessionId: session.id } }).then(
      ({ closedEntries }) =>
        setDone(
          t('settings:sessions.ended', { device: session.device ?? t('settings:sessions.unknownDevice') }) +
            sayClosed(closedEntries),
        ),
      () => {},
    )
  }
  const others = data?.items.filter(({ current }) => !current).length ?? 0
  return (
    <SettingsPage title={t('settings:sessions.title')} hint={t('settings:sessions.hint')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      <ProblemNote problem={endOne.problem} />
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      {data ? (
        <>
          {data.items.toSorted(byUse).map(session => (
            <SessionCard
              key={session.id}
              session={session}
              isEnding={endOne.isRunning && ending === session.id}
              onEnd={() => end(session)}
            />
          ))}
          {others > 0 ? (
            <EndOthers
              count={others}
              onBegin={() => {
                setDone(null)
                setAllDone(null)
              }}
              onEnded={({ endedSessions, closedEntries }) =>
                setAllDone(
                  t('settings:sessions.othersEnded', { count: endedSessions }) + sayClosed(closedEntries),
                )
              }
            />
          ) : (
            <Text c="dimmed">{t('settings:sessions.onlyThis')}</Text>
          )}
          {/* After the dialogue, so that it has closed before this takes the focus. */}
          {allDone ? (
            <Note tone="good" live="status" takesFocus>
              {allDone}
            </Note>
          ) : null}
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={2} height={180} />
      )}
    </SettingsPage>
  )
}

/** This one first, then what was used last. */
function byUse(one: Session, other: Session): number {
  if (one.current !== other.current) return one.current ? -1 : 1
  return Date.parse(other.lastSeenAt) - Date.parse(one.lastSeenAt)
}

function SessionCard({
  session,
  isEnding,
  onEnd,
}: {
  session: Session
  isEnding: boolean
  onEnd: () => void
}) {
  const { t, language } = useWords()
  const say = useSaying(useZone())
  const device = session.device ?? t('settings:sessions.unknownDevice')
  const begunAt = say.instant(session.begunAt)
  return (
    <Stack component="section" className="card" gap="xs">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Title order={2}>{device}</Title>
          {session.current ? <Tag tone="good">{t('settings:sessions.current')}</Tag> : null}
          {session.liveEntries > 0 ? (
            <Tag tone="open">{t('settings:sessions.live', { count: session.liveEntries })}</Tag>
          ) : null}
        </Group>
        {session.current ? null : (
          <Button
            size="sm"
            variant="outline"
            color="danger"
            loading={isEnding}
            aria-label={t('settings:sessions.endOf', { device, at: begunAt })}
            onClick={onEnd}
          >
            {t('settings:sessions.end')}
          </Button>
        )}
      </Group>
      <Facts arePaired>
        <Fact label={t('settings:sessions.network')}>{session.network}</Fact>
        <Fact label={t('settings:sessions.by')}>
          {sayList(
            session.methods.map(method => t(`settings:method.${method}`)),
            language,
          )}
        </Fact>
        <Fact label={t('settings:sessions.begun')}>{begunAt}</Fact>
        <Fact label={t('settings:sessions.lastSeen')}>{say.relative(session.lastSeenAt)}</Fact>
        <Fact label={t('settings:sessions.expires')}>{say.instant(session.expiresAt)}</Fact>
      </Facts>
    </Stack>
  )
}

function EndOthers({
  count,
  onBegin,
  onEnded,
}: {
  count: number
  onBegin: () => void
  onEnded: (ended: AnswerOf<typeof endOtherSessions>) => void
}) {
  const { t } = useWords()
  const action = useAction(endOtherSessions)
  const [isAsking, setAsking] = useState(false)
  const endNow = () =>
    action.run({ body: {} }).then(
      ended => {
        setAsking(false)
        onEnded(ended)
      },
      () => {},
    )
  return (
    <>
      <Group>
        <Button
          color="danger"
          variant="outline"
          onClick={() => {
            onBegin()
            action.forget()
            setAsking(true)
          }}
        >
          {t('settings:sessions.endOthers')}
        </Button>
      </Group>
      <Confirmation
        title={t('settings:sessions.endOthersTitle')}
        consequences={[
          t('settings:sessions.endOthersHint', { count }),
          t('settings:sessions.endOthersEntries'),
        ]}
        confirmLabel={t('settings:sessions.endOthersNow')}
        isOpen={isAsking}
        isRunning={action.isRunning}
        problem={action.problem}
        onConfirm={() => void endNow()}
        onCancel={() => setAsking(false)}
      />
    </>
  )
}
