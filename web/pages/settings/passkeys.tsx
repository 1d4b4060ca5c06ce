import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import {
  beginPasskey,
  type readSignInMethods,
  removePasskey,
  renamePasskey,
} from '#contract/sign-in-methods.ts'
import { useZone } from '../../api/me.ts'
import { hasPasskeys } from '../../api/passkeys.ts'
import { useAction } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { KeyIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { AddPasskey } from './add-passkey.tsx'
import { Confirmation } from './confirmation.tsx'
import { useSayDone } from './ended-sessions.ts'
import { Card } from './settings-page.tsx'

type Passkey = AnswerOf<typeof readSignInMethods>['passkeys'][number]

export function Passkeys({ passkeys }: { passkeys: readonly Passkey[] }) {
  const { t } = useWords()
  const sayDone = useSayDone()
  const begin = useAction(beginPasskey)
  const [question, setQuestion] = useState<Record<string, unknown> | null>(null)
  const remove = useAction(removePasskey)
  const [leaving, setLeaving] = useState<Passkey | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)

  const removeNow = (passkey: Passkey) =>
    remove.run({ params: { passkeyId: passkey.id } }).then(
      ({ endedSessions }) => {
        setDone(sayDone(t('settings:passkeys.removed', { name: passkey.name }), endedSessions))
        setLeaving(null)
      },
      () => {},
    )
  const stopRenaming = (id: string, name?: string) => {
    setRenaming(null)
    if (name) return setDone(t('settings:passkeys.renamed', { name }))
    // The field that had the focus is gone; the button that opened it is back.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-rename="${id}"]`)?.focus())
  }
  return (
    <Card title={t('settings:passkeys.title')} hint={t('settings:passkeys.hint')}>
      {passkeys.length === 0 ? <Text>{t('settings:passkeys.none')}</Text> : null}
      <ul className="plain-list rows" ref={list} hidden={passkeys.length === 0}>
        {passkeys.map(passkey => (
          <li key={passkey.id}>
            {renaming === passkey.id ? (
              <Rename passkey={passkey} onDone={name => stopRenaming(passkey.id, name)} />
            ) : (
              <Row
                passkey={passkey}
                onRename={() => {
                  setDone(null)
                  setRenaming(passkey.id)
                }}
                onRemove={() => {
                  setDone(null)
                  remove.forget()
                  setLeaving(passkey)
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {passkeys.length > 0 ? (
        <List size="sm" c="dimmed">
          {passkeys.some(({ synced }) => synced) ? (
            <List.Item>{t('settings:passkeys.syncedMeans')}</List.Item>
          ) : null}
          {passkeys.some(({ synced }) => !synced) ? (
            <List.Item>{t('settings:passkeys.boundMeans')}</List.Item>
          ) : null}
        </List>
      ) : null}
      <AddPasskey
        question={question}
        taken={passkeys.map(({ name }) => name)}
        onClose={() => setQuestion(null)}
        onAdded={name => {
          setQuestion(null)
          setDone(t('settings:passkeys.added', { name }))
        }}
      />
      <Confirmation
        title={t('settings:passkeys.removeTitle', { name: leaving?.name ?? '' })}
        consequences={[
          t('settings:passkeys.removeHint'),
          t('settings:signIn.othersEnd'),
          t('settings:passkeys.removeOnDevice'),
        ]}
        confirmLabel={t('settings:passkeys.removeNow')}
        isOpen={leaving !== null}
        isRunning={remove.isRunning}
        problem={remove.problem}
        onConfirm={() => leaving && void removeNow(leaving)}
        onCancel={() => setLeaving(null)}
      />
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      {hasPasskeys() ? (
        <>
          <ProblemNote problem={begin.problem} />
          <Group>
            <Button
              loading={begin.isRunning}
              onClick={() => {
                setDone(null)
                void begin.run({ body: {} }).then(
                  ({ options }) => setQuestion(options),
                  () => {},
                )
              }}
            >
              {t('settings:passkeys.add')}
            </Button>
          </Group>
        </>
      ) : (
        <Note>{t('settings:passkeys.notHere')}</Note>
      )}
    </Card>
  )
}

function Row({
  passkey,
  onRename,
  onRemove,
}: {
  passkey: Passkey
  onRename: () => void
  onRemove: () => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const { name, synced, madeAt, lastUsedAt } = passkey
  return (
    <div className="row row-wraps">
      <KeyIcon size={18} />
      <div className="row-words" style={{ flexBasis: '12rem' }}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <Tag>{t(synced ? 'settings:passkeys.synced' : 'settings:passkeys.bound')}</Tag>
        </Group>
        <Text size="sm" c="dimmed">
          {t('settings:passkeys.made', { at: say.instant(madeAt) })}
          {' · '}
          {lastUsedAt
            ? t('settings:passkeys.lastUsed', { at: say.relative(lastUsedAt) })
            : t('settings:passkeys.neverUsed')}
        </Text>
      </div>
      <Group gap="xs" align="flex-start">
        <Button
          size="xs"
          variant="default"
          data-rename={passkey.id}
          aria-label={t('settings:passkeys.renameOf', { name })}
          onClick={onRename}
        >
          {t('settings:passkeys.rename')}
        </Button>
        <MayButton
          size="xs"
          variant="outline"
          color="danger"
          can={passkey.can.remove}
          why={{ 'second-factor-missing': t('settings:passkeys.onlySecondFactor') }}
          label={t('settings:passkeys.removeOf', { name })}
          onClick={onRemove}
        >
          {t('settings:passkeys.remove')}
        </MayButton>
      </Group>
    </div>
  )
}

function Rename({ passkey, onDone }: { passkey: Passkey; onDone: (name?: string) => void }) {
  const { t } = useWords()
  const action = useAction(renamePasskey)
  const [name, setName] = useState(passkey.name)
  const [isChecked, setChecked] = useState(false)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!name.trim()) return showFirstWrong(event.currentTarget)
    void action.run({ params: { passkeyId: passkey.id }, body: { name: name.trim() } }).then(
      answer => onDone(answer.name),
      () => {},
    )
  }
  return (
    <form
      onSubmit={save}
      noValidate
      onKeyDown={event => {
        if (event.key === 'Escape') onDone()
      }}
    >
      <Stack gap="xs" py="xs">
        <TextInput
          label={t('settings:passkeys.newName', { name: passkey.name })}
          maxLength={100}
          maw={420}
          autoFocus
          value={name}
          onFocus={event => event.currentTarget.select()}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && !name.trim() ? t('settings:passkeys.nameMissing') : null}
        />
        <ProblemNote problem={action.problem} />
        <Group gap="xs">
          <Button size="xs" type="submit" loading={action.isRunning}>
            {t('common.save')}
          </Button>
          <Button size="xs" variant="default" onClick={() => onDone()}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
