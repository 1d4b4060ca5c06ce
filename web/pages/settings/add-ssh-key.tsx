import { Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { addSshKey } from '#contract/ssh-keys.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { takesFocus } from './takes-focus.ts'

/** A public key is pasted and given a name. */
export function AddSshKey({
  isOpen,
  onClose,
  onAdded,
}: {
  isOpen: boolean
  onClose: () => void
  onAdded: (name: string) => void
}) {
  const { t } = useWords()
  return (
    <Sheet title={t('settings:sshKeys.add')} isOpen={isOpen} onClose={onClose} closeLabel={t('common.close')}>
      <NewKey onAdded={onAdded} onCancel={onClose} />
    </Sheet>
  )
}

function NewKey({ onAdded, onCancel }: { onAdded: (name: string) => void; onCancel: () => void }) {
  const { t } = useWords()
  const action = useAction(addSshKey)
  const [name, setName] = useState('')
  const [publicKey, setPublicKey] = useState('')
  const [isChecked, setChecked] = useState(false)
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!name.trim() || !publicKey.trim()) return showFirstWrong(event.currentTarget)
    const body = { name: name.trim(), publicKey: publicKey.trim() }
    void action.run({ body }).then(
      key => onAdded(key.name),
      () => {},
    )
  }
  return (
    <form onSubmit={add} noValidate>
      <Stack>
        <TextInput
          label={t('settings:sshKeys.name')}
          description={t('settings:sshKeys.nameHint')}
          maxLength={100}
          ref={takesFocus}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && !name.trim() ? t('settings:sshKeys.nameMissing') : null}
        />
        <Textarea
          label={t('settings:sshKeys.publicKey')}
          description={t('settings:sshKeys.publicKeyHint')}
          placeholder="ssh-ed25519 AAAA…"
          maxLength={20_000}
          rows={4}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={publicKey}
          onChange={event => setPublicKey(event.currentTarget.value)}
          error={isChecked && !publicKey.trim() ? t('settings:sshKeys.publicKeyMissing') : null}
        />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('settings:sshKeys.addNow')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
