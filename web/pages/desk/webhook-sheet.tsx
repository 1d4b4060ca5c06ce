import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { addWebhook, changeWebhook, changeWebhookSecret, removeWebhook } from '#contract/webhooks.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { takesFocus } from '../settings/takes-focus.ts'
import type { AWebhook } from './webhooks.tsx'

export type WebhookTask = { kind: 'add' } | { kind: 'change' | 'secret' | 'remove'; webhook: AWebhook }

/** Adding, changing, a new secret, removing; a secret is shown here, once. */
export function WebhookSheet({
  task,
  onClose,
  onDone,
}: {
  task: WebhookTask | null
  onClose: () => void
  /** @param sentence what was done, where the list does not show it by itself */
  onDone: (sentence: string | null) => void
}) {
  const { t } = useWords()
  const [shown, setShown] = useState<{ name: string; secret: string } | null>(null)
  const name = task && task.kind !== 'add' ? task.webhook.name : ''
  const titles = {
    add: t('webhooks:add'),
    change: t('webhooks:changeTitle', { name }),
    secret: t('webhooks:secretTitle', { name }),
    remove: t('webhooks:removeTitle', { name }),
  }
  return (
    <Sheet
      title={shown ? t('webhooks:secretOnceTitle', { name: shown.name }) : task ? titles[task.kind] : null}
      isOpen={task !== null}
      onClose={onClose}
      closeLabel={t('common.close')}
      locked={shown !== null}
    >
      {shown ? (
        <SecretOnce
          secret={shown.secret}
          onStored={() => {
            setShown(null)
            onDone(null)
          }}
        />
      ) : task?.kind === 'secret' ? (
        <NewSecret webhook={task.webhook} onMade={setShown} onCancel={onClose} />
      ) : task?.kind === 'remove' ? (
        <Remove
          webhook={task.webhook}
          onRemoved={() => onDone(t('webhooks:removed', { name }))}
          onCancel={onClose}
        />
      ) : task ? (
        <WishForm
          webhook={task.kind === 'change' ? task.webhook : null}
          onAdded={setShown}
          onChanged={() => onDone(null)}
          onCancel={onClose}
        />
      ) : null}
    </Sheet>
  )
}

type Shown = (made: { name: string; secret: string }) => void

/** Only what anybody can see by looking at it; the desk decides. */
function looksLikeAddress(text: string, allowPrivate: boolean): boolean {
  const url = URL.parse(text.trim())
  if (!url || url.username || url.password || url.hash) return false
  return url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:')
}

function WishForm({
  webhook,
  onAdded,
  onChanged,
  onCancel,
}: {
  webhook: AWebhook | null
  onAdded: Shown
  onChanged: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const add = useAction(addWebhook)
  const change = useAction(changeWebhook)
  const [name, setName] = useState(webhook?.name ?? '')
  const [address, setAddress] = useState(webhook?.address ?? '')
  const [network, setNetwork] = useState<'public' | 'own'>(webhook?.allowPrivate ? 'own' : 'public')
  const [isChecked, setChecked] = useState(false)
  const allowPrivate = network === 'own'
  const isRight = looksLikeAddress(address, allowPrivate)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (!name.trim() || !isRight) return showFirstWrong(event.currentTarget)
    const body = { name: name.trim(), address: address.trim(), allowPrivate }
    const done = webhook
      ? change.run({ params: { webhookId: webhook.id }, body }).then(onChanged)
      : add.run({ body }).then(made => onAdded({ name: made.webhook.name, secret: made.secret }))
    void done.catch(() => {})
  }
  return (
    <form onSubmit={save} noValidate autoComplete="off">
      <Stack>
        <TextInput
          label={t('webhooks:name')}
          description={t('webhooks:nameHint')}
          maxLength={100}
          ref={takesFocus}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && !name.trim() ? t('webhooks:nameMissing') : null}
        />
        <TextInput
          label={t('webhooks:address')}
          description={t('webhooks:addressHint')}
          maxLength={2000}
          inputMode="url"
          spellCheck={false}
          autoCapitalize="off"
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
          error={isChecked && !isRight ? t('webhooks:addressWrong') : null}
        />
        <Plates
          label={t('webhooks:network')}
          value={network}
          onChange={setNetwork}
          plates={[
            { value: 'public', title: t('webhooks:public'), hint: t('webhooks:publicHint') },
            { value: 'own', title: t('webhooks:own'), hint: t('webhooks:ownHint') },
          ]}
        />
        <ProblemNote problem={add.problem ?? change.problem} />
        <FormEnd
          submit={t(webhook ? 'webhooks:changeNow' : 'webhooks:addNow')}
          isRunning={add.isRunning || change.isRunning}
          onCancel={onCancel}
        />
      </Stack>
    </form>
  )
}

function NewSecret({
  webhook,
  onMade,
  onCancel,
}: {
  webhook: AWebhook
  onMade: Shown
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(changeWebhookSecret)
  const [which, setWhich] = useState<'both' | 'at-once'>('both')
  const make = () =>
    void action.run({ params: { webhookId: webhook.id }, body: { bothSign: which === 'both' } }).then(
      made => onMade({ name: webhook.name, secret: made.secret }),
      () => {},
    )
  return (
    <Stack>
      <Plates
        label={t('webhooks:secretWhich')}
        value={which}
        onChange={setWhich}
        plates={[
          { value: 'both', title: t('webhooks:secretBoth'), hint: t('webhooks:secretBothHint') },
          { value: 'at-once', title: t('webhooks:secretAtOnce'), hint: t('webhooks:secretAtOnceHint') },
        ]}
      />
      <ProblemNote problem={action.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={action.isRunning}>
          {t('common.cancel')}
        </Button>
        <Button onClick={make} loading={action.isRunning}>
          {t('webhooks:secretMake')}
        </Button>
      </Group>
    </Stack>
  )
}

/** It is shown only now, so nothing closes this but the word that it is stored. */
function SecretOnce({ secret, onStored }: { secret: string; onStored: () => void }) {
  const { t } = useWords()
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true })
  return (
    <Stack>
      <Note tone="open" live="status" takesFocus>
        {t('webhooks:secretOnce')}
      </Note>
      <pre className="code code-whole">{secret}</pre>
      <Group>
        <CopyButton text={secret} label={t('webhooks:secretCopy')} />
      </Group>
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('webhooks:secretStored')}</Button>
      </Group>
    </Stack>
  )
}

function Remove({
  webhook,
  onRemoved,
  onCancel,
}: {
  webhook: AWebhook
  onRemoved: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(removeWebhook)
  return (
    <Stack>
      <Text>{t('webhooks:removeHint')}</Text>
      <ProblemNote problem={action.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={action.isRunning}>
          {t('common.cancel')}
        </Button>
        <Button
          color="danger"
          loading={action.isRunning}
          onClick={() => void action.run({ params: { webhookId: webhook.id } }).then(onRemoved, () => {})}
        >
          {t('webhooks:removeNow')}
        </Button>
      </Group>
    </Stack>
  )
}
