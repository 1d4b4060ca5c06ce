import { NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { handOver, replaceHandOver } from '#contract/hand-overs.ts'
import { useAction } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { FormEnd } from '../../../ui/form-end.tsx'
import { showFirstWrong } from '../../../ui/show-first-wrong.ts'

const kinds = ['password', 'user-name', 'login-url', 'sftp', 'note'] as const
type Kind = (typeof kinds)[number]
const fieldsOf = {
  password: ['value'],
  'user-name': ['value'],
  'login-url': ['value'],
  note: ['value'],
  sftp: ['host', 'port', 'user', 'password'],
} as const
type Field = 'value' | 'host' | 'port' | 'user' | 'password'

export function isKind(text: string): text is Kind {
  return kinds.some(kind => kind === text)
}

/** Something for the visitor, new or in the place of what is there; it goes in and never comes out again. */
export function KeepForm({
  params,
  replaces,
  onSaved,
  onCancel,
}: {
  params: { accountId: string; grantId: string }
  replaces?: { id: string; kind: Kind }
  onSaved: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const add = useAction(handOver)
  const replace = useAction(replaceHandOver)
  const [kind, setKind] = useState<Kind>(replaces?.kind ?? 'password')
  const [label, setLabel] = useState('')
  const [values, setValues] = useState<Partial<Record<Field, string>>>({ port: '22' })
  const [isOnce, setOnce] = useState(false)
  const [isChecked, setChecked] = useState(false)

  const fields: readonly Field[] = fieldsOf[kind]
  const wrong = (field: Field) => {
    const value = values[field]?.trim() ?? ''
    if (!value) return t('hand-overs:missing')
    if (field === 'port' && !(Number(value) >= 1 && Number(value) <= 65_535)) return t('hand-overs:missing')
    if (kind === 'login-url' && !isWebAddress(value)) return t('hand-overs:notAnAddress')
    return null
  }
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (fields.some(wrong)) return showFirstWrong(event.currentTarget)
    const given = Object.fromEntries(
      fields.map(field => [field, field === 'port' ? Number(values.port) : values[field]!]),
    )
    const most = isOnce ? { most: 1 } : {}
    const done = replaces
      ? replace.run({ params: { ...params, handOverId: replaces.id }, body: { values: given, ...most } })
      : add.run({
          params,
          body: { kind, values: given, ...most, ...(label.trim() ? { label: label.trim() } : {}) },
        })
    void done.then(onSaved, () => {})
  }
  const isRunning = add.isRunning || replace.isRunning
  const name = (field: Field) =>
    field === 'value' ? t(`hand-overs:kinds.${kind}`) : t(`hand-overs:values.${field}`)
  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Stack>
        {replaces ? null : (
          <>
            <NativeSelect
              label={t('hand-overs:kind')}
              value={kind}
              onChange={event => setKind(event.currentTarget.value as Kind)}
              data={kinds.map(one => ({ value: one, label: t(`hand-overs:kinds.${one}`) }))}
            />
            <TextInput
              label={t('hand-overs:label')}
              description={t('hand-overs:labelHint')}
              maxLength={80}
              value={label}
              onChange={event => setLabel(event.currentTarget.value)}
            />
          </>
        )}
        {fields.map(field => {
          const looks = {
            label: name(field),
            value: values[field] ?? '',
            error: isChecked ? wrong(field) : null,
            spellCheck: false,
            autoCapitalize: 'off',
            autoComplete: 'off',
            // Said to the programs that keep passwords beside the browser.
            'data-1p-ignore': true,
            'data-lpignore': 'true',
          }
          if (kind === 'note')
            return (
              <Textarea
                key={field}
                {...looks}
                description={t('hand-overs:noteHint')}
                rows={4}
                maxLength={4_000}
                onChange={event => setValues({ ...values, [field]: event.currentTarget.value })}
              />
            )
          return (
            <TextInput
              key={field}
              {...looks}
              maxLength={field === 'value' ? 4_000 : 300}
              {...(field === 'password' || kind === 'password' ? { className: 'veiled' } : {})}
              {...(field === 'port' ? { inputMode: 'numeric' as const } : {})}
              onChange={event => setValues({ ...values, [field]: event.currentTarget.value })}
            />
          )
        })}
        <label className="plate">
          <input type="checkbox" checked={isOnce} onChange={event => setOnce(event.currentTarget.checked)} />
          <span>
            <span className="plate-title">{t('hand-overs:once')}</span>
            <span className="plate-hint">{t('hand-overs:onceHint')}</span>
          </span>
        </label>
        <ProblemNote problem={add.problem ?? replace.problem} />
        <FormEnd submit={t('hand-overs:save')} isRunning={isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && !username && !password
}
