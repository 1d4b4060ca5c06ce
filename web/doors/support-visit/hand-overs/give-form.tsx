import { NativeSelect, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { giveToOwner } from '#contract/hand-overs.ts'
import { useAction } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { FormEnd } from '../../../ui/form-end.tsx'
import { showFirstWrong } from '../../../ui/show-first-wrong.ts'

/** What the owner needs from the visitor: a public key, or the addresses for his allow-list. */
export function GiveForm({
  grantId,
  onSaved,
  onCancel,
}: {
  grantId: string
  onSaved: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(giveToOwner)
  const [kind, setKind] = useState<'public-key' | 'addresses'>('public-key')
  const [value, setValue] = useState('')
  const [isChecked, setChecked] = useState(false)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!value.trim()) return showFirstWrong(event.currentTarget)
    void action.run({ params: { grantId }, body: { kind, value } }).then(onSaved, () => {})
  }
  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Stack>
        <NativeSelect
          label={t('hand-overs:kind')}
          value={kind}
          onChange={event => setKind(event.currentTarget.value as typeof kind)}
          data={(['public-key', 'addresses'] as const).map(one => ({
            value: one,
            label: t(`hand-overs:kinds.${one}`),
          }))}
        />
        <Textarea
          label={t(`hand-overs:kinds.${kind}`)}
          description={t(kind === 'public-key' ? 'hand-overs:publicKeyHint' : 'hand-overs:addressesHint')}
          rows={4}
          maxLength={6_000}
          spellCheck={false}
          autoCapitalize="off"
          value={value}
          onChange={event => setValue(event.currentTarget.value)}
          error={isChecked && !value.trim() ? t('hand-overs:missing') : null}
        />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('hand-overs:giveSave')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
