import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changePassword, type readSignInMethods } from '#contract/sign-in-methods.ts'
import { useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { CheckIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { useSayDone } from './ended-sessions.ts'
import { Card } from './settings-page.tsx'
import { takesFocus } from './takes-focus.ts'

/** What the desk demands; it also refuses common ones, and says so. */
const leastLength = 12

export function PasswordCard({
  password,
  address,
}: {
  password: AnswerOf<typeof readSignInMethods>['password']
  address: string
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const sayDone = useSayDone()
  const [isOpen, setOpen] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const label = t(password ? 'settings:password.change' : 'settings:password.choose')
  return (
    <Card title={t('settings:password.title')}>
      <Text>
        {password
          ? t('settings:password.set', { at: say.instant(password.setAt) })
          : t('settings:password.none')}
      </Text>
      <div role="status">{done ? <Note tone="good">{done}</Note> : null}</div>
      <Group>
        <Button
          variant="default"
          onClick={() => {
            setDone(null)
            setOpen(true)
          }}
        >
          {label}
        </Button>
      </Group>
      <Sheet title={label} isOpen={isOpen} onClose={() => setOpen(false)} closeLabel={t('common.close')}>
        <NewPassword
          address={address}
          onCancel={() => setOpen(false)}
          onSaved={endedSessions => {
            setOpen(false)
            setDone(sayDone(t('settings:password.saved'), endedSessions))
          }}
        />
      </Sheet>
    </Card>
  )
}

function NewPassword({
  address,
  onSaved,
  onCancel,
}: {
  address: string
  onSaved: (endedSessions: number) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(changePassword)
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const missing = Math.max(0, leastLength - [...password].length)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (missing > 0) return showFirstWrong(event.currentTarget)
    void action.run({ body: { password } }).then(
      ({ endedSessions }) => onSaved(endedSessions),
      () => {},
    )
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        {/* For password managers: whose password this is. */}
        <input type="text" autoComplete="username" value={address} readOnly hidden />
        <TextInput
          label={t('settings:password.label')}
          description={t('settings:password.hint')}
          type={isShown ? 'text' : 'password'}
          autoComplete="new-password"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={1000}
          ref={takesFocus}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
          error={isChecked && missing > 0 ? t('settings:password.missing', { count: missing }) : null}
        />
        {password && !(isChecked && missing > 0) ? (
          <Text size="sm" className={missing > 0 ? undefined : 'good'} role="status">
            {missing > 0 ? (
              t('settings:password.missing', { count: missing })
            ) : (
              <Group component="span" gap={4}>
                <CheckIcon size={16} /> {t('settings:password.enough')}
              </Group>
            )}
          </Text>
        ) : null}
        <label className="show-password">
          <input
            type="checkbox"
            checked={isShown}
            onChange={event => setShown(event.currentTarget.checked)}
          />
          {t('settings:password.show')}
        </label>
        <Text size="sm" c="dimmed">
          {t('settings:password.othersEnd')}
        </Text>
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('settings:password.save')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
