import { List, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { addPasskey, beginPasskey } from '#contract/sign-in-methods.ts'
import { type CeremonyFault, makePasskey } from '../../api/passkeys.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { suggestName } from './device-name.ts'
import { takesFocus } from './takes-focus.ts'

type Question = Record<string, unknown>

/** A new passkey: its name, and then the device asks. `question` is what the desk wants the device to answer. */
export function AddPasskey({
  question,
  taken,
  onAdded,
  onClose,
}: {
  question: Question | null
  taken: readonly string[]
  onAdded: (name: string) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const [isRunning, setRunning] = useState(false)
  return (
    <Sheet
      title={t('settings:passkeys.add')}
      isOpen={question !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
      locked={isRunning}
    >
      {question ? (
        <NewPasskey
          first={question}
          taken={taken}
          onRunning={setRunning}
          onAdded={onAdded}
          onCancel={onClose}
        />
      ) : null}
    </Sheet>
  )
}

function NewPasskey({
  first,
  taken,
  onRunning,
  onAdded,
  onCancel,
}: {
  first: Question
  taken: readonly string[]
  onRunning: (isRunning: boolean) => void
  onAdded: (name: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const begin = useAction(beginPasskey)
  const add = useAction(addPasskey)
  const [question, setQuestion] = useState<Question | null>(first)
  const [name, setName] = useState(() => suggestName(taken))
  const [isChecked, setChecked] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [fault, setFault] = useState<CeremonyFault | null>(null)

  const create = async () => {
    // A question that the desk has had an answer to is used up, whatever the answer was.
    const asked = question ?? (await begin.run({ body: {} })).options
    setQuestion(asked)
    const result = await makePasskey(asked)
    if ('fault' in result) return setFault(result.fault)
    setQuestion(null)
    const made = await add.run({ body: { name: name.trim(), passkey: result.passkey } })
    onAdded(made.name)
  }
  const go = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!name.trim()) return showFirstWrong(event.currentTarget)
    const say = (isNow: boolean) => {
      setRunning(isNow)
      onRunning(isNow)
    }
    setFault(null)
    add.forget()
    say(true)
    // What was refused stands below the field.
    await create().catch(() => {})
    say(false)
  }
  return (
    <form onSubmit={event => void go(event)} noValidate>
      <Stack>
        <Text>{t('settings:passkeys.addHint')}</Text>
        <TextInput
          label={t('settings:passkeys.name')}
          description={t('settings:passkeys.nameHint')}
          maxLength={100}
          ref={takesFocus}
          value={name}
          onFocus={event => event.currentTarget.select()}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && !name.trim() ? t('settings:passkeys.nameMissing') : null}
        />
        <List size="sm" c="dimmed">
          <List.Item>{t('settings:passkeys.syncedMeans')}</List.Item>
          <List.Item>{t('settings:passkeys.boundMeans')}</List.Item>
        </List>
        {fault ? (
          <Note tone="bad" live="alert">
            {t(`settings:ceremony.${fault}`)}
          </Note>
        ) : null}
        <ProblemNote problem={begin.problem ?? add.problem} />
        <FormEnd submit={t('settings:passkeys.create')} isRunning={isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
