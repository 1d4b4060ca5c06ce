import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { closeAccountByProvider } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { useAction } from '../../api/use-api.ts'
import { EndingResult } from '../../desk/ending-result.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { ReasonField } from '../../desk/reason-field.tsx'
import { useWords } from '../../language.ts'
import { Section } from '../../ui/page.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { Account } from './account.tsx'

type Closed = AnswerOf<typeof closeAccountByProvider>

/** Closing an account for good. The sheet stays when the account is closed, because it shows what was cut. */
export function CloseAccount({ account }: { account: Account }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [closed, setClosed] = useState<Closed | null>(null)
  const close = () => setOpen(false)
  return (
    <>
      {account.closedAt ? null : (
        <Section title={t('provider-desk:account.close')}>
          <Stack className="card" gap="sm" align="flex-start">
            <Text>{t('provider-desk:account.closeHint')}</Text>
            <MayButton color="danger" variant="outline" can={account.can.close} onClick={() => setOpen(true)}>
              {t('provider-desk:account.close')}
            </MayButton>
          </Stack>
        </Section>
      )}
      <Sheet
        isOpen={isOpen}
        onClose={close}
        closeLabel={t('common.close')}
        locked={isRunning}
        title={t(closed ? 'provider-desk:account.closeResult' : 'provider-desk:account.closeTitle', {
          account: account.name,
        })}
      >
        {closed ? (
          <Stack>
            <EndingResult ending={closed} zone={account.zone} />
            <Group justify="flex-end">
              <Button onClick={close} autoFocus>
                {t('ending.done')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <BeforeClosing account={account} onCancel={close} onRunning={setRunning} onClosed={setClosed} />
        )}
      </Sheet>
    </>
  )
}

function BeforeClosing({
  account,
  onCancel,
  onRunning,
  onClosed,
}: {
  account: Account
  onCancel: () => void
  onRunning: (isRunning: boolean) => void
  onClosed: (closed: Closed) => void
}) {
  const { t } = useWords()
  const action = useAction(closeAccountByProvider)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isWrong = name.trim() !== account.name.trim()
  const close = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (isWrong) return showFirstWrong(event.currentTarget)
    onRunning(true)
    await action
      .run({
        params: { accountId: account.id },
        body: { name: name.trim(), ...(note.trim() ? { note: note.trim() } : {}) },
      })
      .then(onClosed, () => {})
    onRunning(false)
  }
  return (
    <form onSubmit={event => void close(event)} noValidate>
      <Stack>
        <Text>{t('provider-desk:account.closeHint')}</Text>
        <section className="note note-plain" aria-label={t('ending.whatEnds')}>
          <Text fw={600}>{t('ending.whatEnds')}</Text>
          <List>
            <List.Item>{t('provider-desk:account.closeOpen', { count: account.openGrants })}</List.Item>
            <List.Item>{t('provider-desk:account.closeInside', { count: account.liveEntries })}</List.Item>
            <List.Item>
              {t('provider-desk:account.closeWaiting', { count: account.waitingRequests })}
            </List.Item>
            <List.Item>{t('provider-desk:account.closeMembers', { count: account.members })}</List.Item>
          </List>
        </section>
        <TextInput
          label={t('provider-desk:account.closeName', { account: account.name })}
          autoComplete="off"
          maxLength={200}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={isChecked && isWrong ? t('provider-desk:account.closeNameWrong') : null}
        />
        <ReasonField label={t('ending.note')} value={note} onChange={setNote} />
        <ProblemNote problem={action.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={action.isRunning}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color="danger" loading={action.isRunning}>
            {t('provider-desk:account.closeNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
