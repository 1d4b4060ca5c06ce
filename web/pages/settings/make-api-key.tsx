import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import type { AnswerOf, Scope } from '#contract/endpoint.ts'
import { makeApiKey } from '#contract/sessions.ts'
import { useMe, useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { deskNow } from '../../ui/clock.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { CheckPlates, Plates } from '../../ui/plates.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { ApiKey } from './api-keys.tsx'
import { takesFocus } from './takes-focus.ts'

type Made = AnswerOf<typeof makeApiKey>

/** A new key: what it is for, what it may do, until when; then it is shown, once. */
export function MakeApiKey({
  isOpen,
  onClose,
  onStored,
}: {
  isOpen: boolean
  onClose: () => void
  onStored: (apiKey: ApiKey) => void
}) {
  const { t } = useWords()
  const [made, setMade] = useState<Made | null>(null)
  return (
    <Sheet
      title={made ? t('settings:keys.onceTitle', { name: made.apiKey.name }) : t('settings:keys.make')}
      isOpen={isOpen}
      onClose={onClose}
      closeLabel={t('common.close')}
      locked={made !== null}
    >
      {made ? (
        <KeyShownOnce
          secret={made.key}
          onStored={() => {
            setMade(null)
            onStored(made.apiKey)
          }}
        />
      ) : (
        <NewKey onMade={setMade} onCancel={onClose} />
      )}
    </Sheet>
  )
}

const scopes: readonly Scope[] = ['read', 'open', 'end', 'decide', 'export', 'manage']
const lengths = ['30', '90', '365'] as const
type Length = (typeof lengths)[number]

function NewKey({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const isDesk = useMe().provider.desk
  const action = useAction(makeApiKey)
  const [name, setName] = useState('')
  const [wanted, setWanted] = useState<string[]>(['read'])
  const [days, setDays] = useState<Length>('90')
  const [isChecked, setChecked] = useState(false)
  const scopesWrong = useId()
  const isNameMissing = isChecked && !name.trim()
  const areScopesMissing = isChecked && wanted.length === 0
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!name.trim() || wanted.length === 0) return showFirstWrong(event.currentTarget)
    const body = { name: name.trim(), scopes: wanted as Scope[], days: Number(days) }
    void action.run({ body }).then(onMade, () => {})
  }
  const endsAt = (length: Length) => new Date(deskNow() + Number(length) * 86_400_000).toISOString()
  return (
    <form onSubmit={make} noValidate>
      <Stack>
        <TextInput
          label={t('settings:keys.name')}
          description={t('settings:keys.nameHint')}
          maxLength={100}
          ref={takesFocus}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isNameMissing ? t('settings:keys.nameMissing') : null}
        />
        <div
          {...(areScopesMissing
            ? { 'data-wrong': true, role: 'group', 'aria-describedby': scopesWrong }
            : {})}
        >
          <CheckPlates
            label={t('settings:keys.scopesLabel')}
            values={wanted}
            onChange={setWanted}
            // Only the desk manages anything: for others the scope would be an empty promise.
            plates={scopes
              .filter(scope => scope !== 'manage' || isDesk)
              .map(scope => ({
                value: scope,
                title: t(`settings:keys.scope.${scope}`),
                hint: t(`settings:keys.scopeMeans.${scope}`),
              }))}
          />
          {areScopesMissing ? (
            <Text id={scopesWrong} size="sm" className="bad" mt={6}>
              {t('settings:keys.scopesMissing')}
            </Text>
          ) : null}
        </div>
        <Plates
          label={t('settings:keys.days')}
          value={days}
          onChange={setDays}
          plates={lengths.map(length => ({
            value: length,
            title: t('settings:keys.daysOf', { count: Number(length) }),
            hint: t('settings:keys.daysUntil', { at: say.instant(endsAt(length)) }),
          }))}
        />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('settings:keys.makeNow')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}

/** It is shown only now, so nothing closes this but the word that it is stored. */
function KeyShownOnce({ secret, onStored }: { secret: string; onStored: () => void }) {
  const { t } = useWords()
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true })
  return (
    <Stack>
      <Note tone="open" live="status" takesFocus>
        {t('settings:keys.once')}
      </Note>
      <pre className="code code-whole">{secret}</pre>
      <Group>
        <CopyButton text={secret} label={t('settings:keys.copy')} />
      </Group>
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('settings:keys.stored')}</Button>
      </Group>
    </Stack>
  )
}
