import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changeAddress, type readSignInMethods, stopAddressChange } from '#contract/sign-in-methods.ts'
import { useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { CheckIcon, ClockIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Card } from './settings-page.tsx'
import { takesFocus } from './takes-focus.ts'

type Change = NonNullable<AnswerOf<typeof readSignInMethods>['addressChange']>

/** The mailbox of this person, and the way to another one, which both mailboxes must confirm. */
export function AddressCard({ address, change }: { address: string; change: Change | null }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const [isOpen, setOpen] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  return (
    <Card title={t('settings:address.title')}>
      <Text fw={600} className="row-words">
        {address}
      </Text>
      {change ? <Pending address={address} change={change} onStopped={setDone} /> : null}
      <div role="status">{done ? <Note tone="good">{done}</Note> : null}</div>
      <Group>
        <Button
          variant="default"
          onClick={() => {
            setDone(null)
            setOpen(true)
          }}
        >
          {t('settings:address.change')}
        </Button>
      </Group>
      <Sheet
        title={t('settings:address.change')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        closeLabel={t('common.close')}
      >
        <NewAddress
          onCancel={() => setOpen(false)}
          onSent={expiresAt => {
            setOpen(false)
            setDone(t('settings:address.sent', { until: say.instant(expiresAt) }))
          }}
        />
      </Sheet>
    </Card>
  )
}

function Pending({
  address,
  change,
  onStopped,
}: {
  address: string
  change: Change
  onStopped: (sentence: string) => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const stop = useAction(stopAddressChange)
  const stopNow = () =>
    stop.run({}).then(
      ({ stopped }) =>
        onStopped(t(stopped ? 'settings:address.stopped' : 'settings:address.tooLate', { address })),
      () => {},
    )
  return (
    <Note tone="open">
      <Stack gap="xs">
        <Text fw={600}>{t('settings:address.pending', { address: change.newAddress })}</Text>
        <Facts>
          <Fact label={t('settings:address.old')}>
            <HasConfirmed is={change.oldConfirmed} />
          </Fact>
          <Fact label={t('settings:address.new')}>
            <HasConfirmed is={change.newConfirmed} />
          </Fact>
        </Facts>
        <Text size="sm">{t('settings:address.until', { at: say.instant(change.expiresAt) })}</Text>
        <ProblemNote problem={stop.problem} />
        <Group>
          <Button size="xs" variant="default" loading={stop.isRunning} onClick={() => void stopNow()}>
            {t('settings:address.stop')}
          </Button>
        </Group>
      </Stack>
    </Note>
  )
}

function HasConfirmed({ is }: { is: boolean }) {
  const { t } = useWords()
  return is ? (
    <Tag tone="good" icon={<CheckIcon size={14} />}>
      {t('settings:address.confirmed')}
    </Tag>
  ) : (
    <Tag icon={<ClockIcon size={14} />}>{t('settings:address.waiting')}</Tag>
  )
}

function NewAddress({ onSent, onCancel }: { onSent: (expiresAt: string) => void; onCancel: () => void }) {
  const { t } = useWords()
  const action = useAction(changeAddress)
  const [address, setAddress] = useState('')
  const [isWrong, setWrong] = useState(false)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // The browser knows what an address looks like.
    const isRight = address.trim() !== '' && event.currentTarget.checkValidity()
    setWrong(!isRight)
    if (!isRight) return showFirstWrong(event.currentTarget)
    void action.run({ body: { address: address.trim() } }).then(
      ({ expiresAt }) => onSent(expiresAt),
      () => {},
    )
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <Text>{t('settings:address.hint')}</Text>
        <TextInput
          ref={takesFocus}
          label={t('settings:address.label')}
          type="email"
          autoComplete="email"
          maxLength={254}
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
          error={isWrong ? t('settings:address.invalid') : null}
        />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('settings:address.send')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
