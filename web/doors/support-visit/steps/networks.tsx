import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changeNetworks, readNetworks } from '#contract/steps.ts'
import { useAction, useAnswer } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { NothingHerePage } from '../../../shell/edge-pages.tsx'
import { Note } from '../../../ui/note.tsx'
import { Page } from '../../../ui/page.tsx'
import { showFirstWrong } from '../../../ui/show-first-wrong.ts'
import { Waiting } from '../../../ui/waiting.tsx'

type Networks = AnswerOf<typeof readNetworks>

/** From where the provider's people come, for shops that let in listed addresses only. */
export function NetworksPage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readNetworks, {})
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page title={t('steps:networks.title')} below={t('steps:networks.what')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <NetworksForm networks={data} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={240} />
      )}
    </Page>
  )
}

let made = 0
const newLine = (network = '', label = '') => ({ key: ++made, network, label })

function NetworksForm({ networks }: { networks: Networks }) {
  const { t } = useWords()
  const action = useAction(changeNetworks)
  // Begins with what holds; what is typed stays, whatever is answered meanwhile.
  const [lines, setLines] = useState(() => networks.items.map(one => newLine(one.network, one.label)))
  const [isChecked, setChecked] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const change = (key: number, to: Partial<ReturnType<typeof newLine>>) => {
    setSaved(false)
    setLines(lines.map(line => (line.key === key ? { ...line, ...to } : line)))
  }
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    setSaved(false)
    if (lines.some(line => !line.network.trim() || !line.label.trim()))
      return showFirstWrong(event.currentTarget)
    const items = lines.map(({ network, label }) => ({ network: network.trim(), label: label.trim() }))
    void action.run({ body: { items } }).then(
      () => setSaved(true),
      () => {},
    )
  }
  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Stack className="card" maw={680}>
        <Text>
          {networks.openVisits === 0
            ? t('steps:networks.inUseNone')
            : t('steps:networks.inUse', { count: networks.openVisits })}
        </Text>
        {lines.length === 0 ? <Text c="dimmed">{t('steps:networks.none')}</Text> : null}
        {lines.map(line => (
          <Group key={line.key} align="flex-start">
            <TextInput
              label={t('steps:networks.network')}
              description={t('steps:networks.networkHint')}
              maxLength={60}
              spellCheck={false}
              autoCapitalize="off"
              value={line.network}
              onChange={event => change(line.key, { network: event.currentTarget.value })}
              error={isChecked && !line.network.trim() ? t('steps:networks.networkMissing') : null}
            />
            <TextInput
              label={t('steps:networks.label')}
              maxLength={100}
              value={line.label}
              onChange={event => change(line.key, { label: event.currentTarget.value })}
              error={isChecked && !line.label.trim() ? t('steps:networks.labelMissing') : null}
            />
            <Button
              variant="default"
              aria-label={t('steps:networks.removeOf', { network: line.network || '–' })}
              onClick={() => {
                setSaved(false)
                setLines(lines.filter(({ key }) => key !== line.key))
              }}
            >
              {t('steps:networks.remove')}
            </Button>
          </Group>
        ))}
        <ProblemNote problem={action.problem} />
        <div role="status">{isSaved ? <Note tone="good">{t('steps:networks.saved')}</Note> : null}</div>
        <Group>
          <Button variant="default" onClick={() => setLines([...lines, newLine()])}>
            {t('steps:networks.add')}
          </Button>
          <Button type="submit" loading={action.isRunning}>
            {t('steps:networks.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
