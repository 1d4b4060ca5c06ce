import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changeNotifications, readNotifications } from '#contract/people.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { CheckPlates } from '../../ui/plates.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { Card } from './settings-page.tsx'

type Topics = AnswerOf<typeof readNotifications>['topics']

/** Of what a person is told by mail. */
export function Notifications() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readNotifications, {})
  return (
    <Card title={t('settings:notifications.title')} hint={t('settings:notifications.hint')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <Choice topics={data.topics} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={220} />
      )}
    </Card>
  )
}

function Choice({ topics }: { topics: Topics }) {
  const { t } = useWords()
  const action = useAction(changeNotifications)
  const [wanted, setWanted] = useState(
    topics.filter(({ mail, locked }) => mail || locked).map(({ topic }) => topic),
  )
  const [isSaved, setSaved] = useState(false)
  const save = (event: FormEvent) => {
    event.preventDefault()
    setSaved(false)
    const muted = topics.filter(({ topic, locked }) => !locked && !wanted.includes(topic))
    void action.run({ body: { muted: muted.map(({ topic }) => topic) } }).then(
      () => setSaved(true),
      () => {},
    )
  }
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <CheckPlates
          label={t('settings:notifications.label')}
          values={wanted}
          onChange={values => {
            setSaved(false)
            setWanted(values as typeof wanted)
          }}
          plates={topics.map(({ topic, locked }) => ({
            value: topic,
            title: t(`settings:notifications.topic.${topic}`),
            hint: locked ? t('settings:notifications.always') : undefined,
            disabled: locked,
          }))}
        />
        <ProblemNote problem={action.problem} />
        <div role="status">
          {isSaved ? <Note tone="good">{t('settings:notifications.saved')}</Note> : null}
        </div>
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
