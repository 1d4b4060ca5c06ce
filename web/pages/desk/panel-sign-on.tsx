import { Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { changePanel } from '#contract/panels.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { takesFocus } from '../settings/takes-focus.ts'
import type { Panel } from './panels.tsx'

/** Whether people can be sent there; whether over an open line is the desk's to decide. */
export function isAddress(text: string): boolean {
  return text === '' || (/^https?:\/\//.test(text) && URL.canParse(text))
}

/** Where the panel takes people who come from here. */
export function SignOnField({
  value,
  onChange,
  isWrong,
}: {
  value: string
  onChange: (value: string) => void
  isWrong: boolean
}) {
  const { t } = useWords()
  return (
    <TextInput
      label={t('panels:signOn')}
      description={t('panels:signOnHint')}
      type="url"
      inputMode="url"
      maxLength={500}
      placeholder="https://panel.example/sign-on"
      value={value}
      onChange={event => onChange(event.currentTarget.value.trim())}
      error={isWrong ? t('panels:signOnWrong') : null}
    />
  )
}

/** Changes the name of a panel, and where people are signed on. */
export function PanelSheet({
  panel,
  onClose,
  onSaved,
}: {
  panel: Panel | null
  onClose: () => void
  onSaved: (name: string) => void
}) {
  const { t } = useWords()
  return (
    <Sheet
      isOpen={panel !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
      title={t('panels:changeTitle', { name: panel?.name ?? '' })}
    >
      {panel ? <PanelForm key={panel.id} panel={panel} onCancel={onClose} onSaved={onSaved} /> : null}
    </Sheet>
  )
}

function PanelForm({
  panel,
  onCancel,
  onSaved,
}: {
  panel: Panel
  onCancel: () => void
  onSaved: (name: string) => void
}) {
  const { t } = useWords()
  const action = useAction(changePanel)
  const [name, setName] = useState(panel.name)
  const [signOn, setSignOn] = useState(panel.signOn ?? '')
  const [isChecked, setChecked] = useState(false)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (name.trim() === '' || !isAddress(signOn)) return showFirstWrong(event.currentTarget)
    void action
      .run({ params: { panelId: panel.id }, body: { name: name.trim(), signOn: signOn || null } })
      .then(
        saved => onSaved(saved.name),
        () => {},
      )
  }
  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Stack>
        <TextInput
          label={t('panels:name')}
          maxLength={200}
          ref={takesFocus}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && name.trim() === '' ? t('panels:nameMissing') : null}
        />
        <SignOnField
          value={signOn}
          onChange={setSignOn}
          isWrong={(isChecked && !isAddress(signOn)) || action.problem?.code === 'invalid-input'}
        />
        {action.problem?.code === 'invalid-input' ? null : <ProblemNote problem={action.problem} />}
        <FormEnd submit={t('panels:changeNow')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
