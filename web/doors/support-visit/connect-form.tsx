import { NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { connectSystem, type readConnection } from '#contract/support-visit.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { isSystem, type Option, type System, systems } from './systems.ts'

type Connectedness = AnswerOf<typeof readConnection>

/** Which system, where, and by what; the secret goes in and never comes out again. */
export function ConnectForm({
  state: { connection, systems: known },
  params,
  onSaved,
  onCancel,
}: {
  state: Connectedness
  params: { accountId: string; resourceId: string }
  onSaved: (state: Connectedness) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(connectSystem)
  const offered = known.map(({ name }) => name).filter(isSystem)
  const present = connection && isSystem(connection.system) ? connection.system : undefined
  const [system, setSystem] = useState<System | undefined>(present ?? offered[0])
  const [address, setAddress] = useState(connection?.address ?? '')
  const [login, setLogin] = useState(connection?.login ?? '')
  const [credential, setCredential] = useState('')
  const [options, setOptions] = useState<Record<string, string>>(connection?.options ?? {})
  const [isChecked, setChecked] = useState(false)
  if (!system) return null

  const form: (typeof systems)[System] = systems[system]
  const needed: readonly Option[] = form.options
  const fields: readonly Option[] = [...form.options, ...form.mayHave]
  const isKept = connection?.system === system && connection.address === address.trim()
  const wrong = {
    address: !address.trim(),
    login: form.hasLogin && !login.trim(),
    credential: !credential && !isKept,
    options: needed.some(name => !options[name]?.trim()),
  }
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (Object.values(wrong).some(Boolean)) return showFirstWrong(event.currentTarget)
    const body = {
      system,
      address: address.trim(),
      ...(form.hasLogin ? { login: login.trim() } : {}),
      ...(credential ? { credential } : {}),
      options: Object.fromEntries(
        fields.flatMap(name => (options[name]?.trim() ? [[name, options[name].trim()]] : [])),
      ),
    }
    void action.run({ params, body }).then(onSaved, () => {})
  }
  const own = t(`connection:systems.${system}.credential`)
  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Stack>
        <NativeSelect
          label={t('connection:system')}
          value={system}
          onChange={event => setSystem(event.currentTarget.value as System)}
          data={offered.map(name => ({ value: name, label: t(`connection:systems.${name}.name`) }))}
        />
        <TextInput
          label={t('connection:address')}
          placeholder={t(`connection:systems.${system}.address`)}
          maxLength={300}
          inputMode="url"
          spellCheck={false}
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
          error={isChecked && wrong.address ? t('connection:addressMissing') : null}
        />
        {form.hasLogin ? (
          <TextInput
            label={t('connection:login')}
            description={t(`connection:systems.${system}.login`)}
            maxLength={300}
            spellCheck={false}
            autoCapitalize="off"
            value={login}
            onChange={event => setLogin(event.currentTarget.value)}
            error={isChecked && wrong.login ? t('connection:loginMissing') : null}
          />
        ) : null}
        <Textarea
          label={t('connection:credential')}
          description={isKept ? `${own} ${t('connection:credentialSame')}` : own}
          maxLength={20_000}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={credential}
          onChange={event => setCredential(event.currentTarget.value)}
          error={isChecked && wrong.credential ? t('connection:credentialMissing') : null}
        />
        {fields.map(name => (
          <TextInput
            key={name}
            label={
              needed.includes(name)
                ? t(`connection:options.${name}`)
                : `${t(`connection:options.${name}`)} (${t('common.optional')})`
            }
            description={t(`connection:options.${name}Hint`)}
            maxLength={2_000}
            spellCheck={false}
            value={options[name] ?? ''}
            onChange={event => setOptions({ ...options, [name]: event.currentTarget.value })}
            error={
              isChecked && needed.includes(name) && !options[name]?.trim()
                ? t('connection:optionMissing')
                : null
            }
          />
        ))}
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('connection:save')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
