import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { addPanel, makePanelKey } from '#contract/panels.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { takesFocus } from '../settings/takes-focus.ts'
import { isAddress, SignOnField } from './panel-sign-on.tsx'
import type { Panel } from './panels.tsx'

/** A new panel with its first key, or another key for one. */
export type Making = { what: 'panel' } | { what: 'key'; panel: Panel }
type Made = { name: string; secret: string }

/** Makes a key and shows it, once. */
export function PanelKeySheet({
  making,
  onClose,
  onStored,
}: {
  making: Making | null
  onClose: () => void
  /** @param name of the panel */
  onStored: (name: string) => void
}) {
  const { t } = useWords()
  const [made, setMade] = useState<Made | null>(null)
  const title =
    making?.what === 'key' ? t('panels:keyTitle', { name: making.panel.name }) : t('panels:addTitle')
  return (
    <Sheet
      isOpen={making !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
      locked={made !== null}
      title={title}
    >
      {made ? (
        <ShownOnce
          secret={made.secret}
          onStored={() => {
            setMade(null)
            onStored(made.name)
          }}
        />
      ) : making?.what === 'key' ? (
        <NewKey panel={making.panel} onMade={setMade} onCancel={onClose} />
      ) : making ? (
        <NewPanel onMade={setMade} onCancel={onClose} />
      ) : null}
    </Sheet>
  )
}

function NewPanel({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const { t } = useWords()
  const action = useAction(addPanel)
  const [name, setName] = useState('')
  const [signOn, setSignOn] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isMissingName = name.trim() === ''
  const isUnsafe = action.problem?.code === 'invalid-input'
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (isMissingName || !isAddress(signOn)) return showFirstWrong(event.currentTarget)
    void action.run({ body: { name: name.trim(), signOn: signOn || null } }).then(
      made => onMade({ name: made.name, secret: made.key.key }),
      () => {},
    )
  }
  return (
    <form onSubmit={add} noValidate autoComplete="off">
      <Stack>
        <Text>{t('panels:noneHint')}</Text>
        <TextInput
          label={t('panels:name')}
          description={t('panels:nameHint')}
          maxLength={200}
          ref={takesFocus}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && isMissingName ? t('panels:nameMissing') : null}
        />
        <SignOnField
          value={signOn}
          onChange={setSignOn}
          isWrong={(isChecked && !isAddress(signOn)) || isUnsafe}
        />
        {isUnsafe ? null : <ProblemNote problem={action.problem} />}
        <FormEnd submit={t('panels:addNow')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}

function NewKey({
  panel,
  onMade,
  onCancel,
}: {
  panel: Panel
  onMade: (made: Made) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(makePanelKey)
  const make = () =>
    action.run({ params: { panelId: panel.id } }).then(
      made => onMade({ name: panel.name, secret: made.key }),
      () => {},
    )
  return (
    <Stack>
      <Text>{t('panels:keyHint')}</Text>
      <ProblemNote problem={action.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={action.isRunning}>
          {t('common.cancel')}
        </Button>
        <Button loading={action.isRunning} onClick={() => void make()} ref={takesFocus}>
          {t('panels:keyNow')}
        </Button>
      </Group>
    </Stack>
  )
}

/** It is shown only now, so nothing closes this but the word that it is stored. */
function ShownOnce({ secret, onStored }: { secret: string; onStored: () => void }) {
  const { t } = useWords()
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true })
  return (
    <Stack>
      <Note tone="open" live="status" takesFocus>
        {t('panels:once')}
      </Note>
      <pre className="code code-whole">{secret}</pre>
      <Group>
        <CopyButton text={secret} label={t('panels:copy')} />
      </Group>
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('panels:stored')}</Button>
      </Group>
    </Stack>
  )
}
