import { Button, List, Stack, Text, Textarea, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { MayButton } from '../../../desk/may-button.tsx'
import { useWords } from '../../../language.ts'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import type { Guided, StepActions } from './use-steps.ts'

type Rights = NonNullable<Guided['rights']>

/** What was agreed against what the platform says is asked for, in words; what is too much needs an explicit yes. */
export function RightsCompared({
  guided,
  rights,
  side,
  zone,
  actions,
}: {
  guided: Guided
  rights: Rights
  side: 'owner' | 'support'
  zone: string
  actions: StepActions
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const { requested, accepted, agreed, can } = rights
  return (
    <Stack gap="sm">
      <Title order={4}>{t('steps:rights.title')}</Title>
      <Facts>
        <Fact label={t('steps:rights.agreed')}>{agreed.join(', ') || '–'}</Fact>
        {requested ? (
          <>
            <Fact label={t('steps:rights.same')}>{requested.same.join(', ')}</Fact>
            <Fact label={t('steps:rights.missing')}>{requested.missing.join(', ')}</Fact>
          </>
        ) : null}
      </Facts>
      <div role="status">
        {!requested ? (
          <Text>{t('steps:rights.unread')}</Text>
        ) : requested.extra.length === 0 ? (
          <Note tone="good">{t('steps:rights.allRight')}</Note>
        ) : (
          <Note tone="bad">
            <Text fw={600}>{t('steps:rights.extra')}</Text>
            <List>
              {requested.extra.map(right => (
                <List.Item key={right}>{right}</List.Item>
              ))}
            </List>
            {accepted ? null : <Text>{t('steps:rights.extraHint')}</Text>}
          </Note>
        )}
      </div>
      {requested ? (
        <Text size="sm" c="dimmed">
          {t('steps:rights.readBy', { by: requested.by.name, at: say.instant(requested.at) })}
        </Text>
      ) : null}
      {accepted ? (
        <Text size="sm" c="dimmed">
          {t('steps:rights.acceptedBy', { by: accepted.by.name, at: say.instant(accepted.at) })}
        </Text>
      ) : requested && requested.extra.length > 0 && side === 'owner' ? (
        <MayButton
          variant="outline"
          color="danger"
          can={can.accept}
          isRunning={actions.isRunning}
          onClick={() => void actions.acceptRights(guided.artefactId, requested.extra).catch(() => {})}
        >
          {t('steps:rights.accept')}
        </MayButton>
      ) : null}
      {can.read === true ? <ReadRights guided={guided} rights={rights} actions={actions} /> : null}
    </Stack>
  )
}

function ReadRights({
  guided,
  rights: { requested },
  actions,
}: {
  guided: Guided
  rights: Rights
  actions: StepActions
}) {
  const { t } = useWords()
  const [text, setText] = useState(() => [...(requested?.same ?? []), ...(requested?.extra ?? [])].join('\n'))
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const rights = text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
    void actions.readRights(guided.artefactId, rights).catch(() => {})
  }
  return (
    <form onSubmit={save}>
      <Stack gap="xs" align="flex-start">
        <Textarea
          w="100%"
          label={t('steps:rights.label')}
          description={t('steps:rights.hint')}
          rows={4}
          maxLength={6_000}
          spellCheck={false}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={actions.isRunning}>
          {t('steps:rights.save')}
        </Button>
      </Stack>
    </form>
  )
}
