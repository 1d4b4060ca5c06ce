import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changeVisitPolicy, readVisitPolicy } from '#contract/visits.ts'
import { useAction, useAnswer } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { Note } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'
import { showFirstWrong } from '../../../ui/show-first-wrong.ts'

const bounds = { longestDays: [1, 366], requestLapsesDays: [1, 31] } as const

/** What the provider says about visits. */
export function VisitPolicySection({ isDesk }: { isDesk: boolean }) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readVisitPolicy, {})
  return (
    <Section title={t('nav.visits')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? <TheForm policy={data} isDesk={isDesk} /> : null}
    </Section>
  )
}

function TheForm({ policy, isDesk }: { policy: AnswerOf<typeof readVisitPolicy>; isDesk: boolean }) {
  const { t } = useWords()
  const action = useAction(changeVisitPolicy)
  const [mailbox, setMailbox] = useState(policy.mailbox ?? '')
  const [longestDays, setLongestDays] = useState(String(policy.longestDays))
  const [requestLapsesDays, setRequestLapsesDays] = useState(String(policy.requestLapsesDays))
  const [isChecked, setChecked] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const days = { longestDays: Number(longestDays), requestLapsesDays: Number(requestLapsesDays) }
  const wrong = (name: keyof typeof bounds) => {
    const [least, most] = bounds[name]
    const isRight = Number.isInteger(days[name]) && days[name] >= least && days[name] <= most
    return isRight ? null : t('policy:range', { least, most })
  }
  const isMailboxWrong = mailbox.trim() !== '' && !/^[^\s@"<>]+@[^\s@]+\.[^\s@]+$/.test(mailbox.trim())
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    setSaved(false)
    if (isMailboxWrong || wrong('longestDays') || wrong('requestLapsesDays'))
      return showFirstWrong(event.currentTarget)
    await action.run({ body: { ...days, mailbox: mailbox.trim() || null } }).then(
      () => setSaved(true),
      () => {},
    )
  }
  return (
    <form onSubmit={event => void save(event)} noValidate>
      <Stack className="card" maw={680}>
        <TextInput
          inputMode="email"
          label={t('visits:mailbox')}
          description={t('visits:mailboxHint')}
          maxLength={100}
          spellCheck={false}
          autoCapitalize="off"
          value={mailbox}
          onChange={event => setMailbox(event.currentTarget.value)}
          error={isChecked && isMailboxWrong ? t('visits:mailboxWrong') : null}
          readOnly={!isDesk}
        />
        <TextInput
          inputMode="numeric"
          label={t('policy:longestDays')}
          value={longestDays}
          onChange={event => setLongestDays(event.currentTarget.value)}
          error={isChecked ? wrong('longestDays') : null}
          readOnly={!isDesk}
        />
        <TextInput
          inputMode="numeric"
          label={t('policy:requestLapsesDays')}
          value={requestLapsesDays}
          onChange={event => setRequestLapsesDays(event.currentTarget.value)}
          error={isChecked ? wrong('requestLapsesDays') : null}
          readOnly={!isDesk}
        />
        <ProblemNote problem={action.problem} />
        <div role="status">{isSaved ? <Note tone="good">{t('policy:saved')}</Note> : null}</div>
        <Group>
          {isDesk ? (
            <Button
              type="submit"
              loading={action.isRunning}
              aria-label={t('policy:saveOf', { section: t('nav.visits') })}
            >
              {t('common.save')}
            </Button>
          ) : (
            <MayButton can="not-allowed" onClick={() => {}}>
              {t('common.save')}
            </MayButton>
          )}
        </Group>
      </Stack>
    </form>
  )
}
