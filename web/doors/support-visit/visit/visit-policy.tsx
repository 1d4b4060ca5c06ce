import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changeVisitPolicy, readVisitPolicy } from '#contract/provider-visits.ts'
import { useAnswer } from '../../../api/use-api.ts'
import {
  PolicySection,
  usePolicyChange,
  useWholeNumber,
  WholeNumberField,
} from '../../../desk/policy-section.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { Waiting } from '../../../ui/waiting.tsx'

/** What the provider says about visits. */
export function VisitPolicy({ isDesk }: { isDesk: boolean }) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readVisitPolicy, {})
  if (data) return <TheForm held={data} isDesk={isDesk} />
  if (error) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  return <Waiting label={t('common.loading')} cards={1} height={280} />
}

function TheForm({ held, isDesk }: { held: AnswerOf<typeof readVisitPolicy>; isDesk: boolean }) {
  const { t } = useWords()
  const change = usePolicyChange(changeVisitPolicy)
  const [mailbox, setMailbox] = useState(held.mailbox ?? '')
  const longest = useWholeNumber(held.longestDays, [1, 366])
  const lapses = useWholeNumber(held.requestLapsesDays, [1, 31])
  const isMailboxRight = mailbox.trim() === '' || /^[^\s@"<>]+@[^\s@]+\.[^\s@]+$/.test(mailbox.trim())
  return (
    <PolicySection
      title={t('nav.visits')}
      change={change}
      mayChange={isDesk}
      isRight={isMailboxRight && longest.isRight && lapses.isRight}
      onSave={() =>
        void change.save({
          body: {
            mailbox: mailbox.trim() || null,
            longestDays: longest.value,
            requestLapsesDays: lapses.value,
          },
        })
      }
    >
      <TextInput
        inputMode="email"
        label={t('visits:mailbox')}
        description={t('visits:mailboxHint')}
        maxLength={100}
        spellCheck={false}
        autoCapitalize="off"
        value={mailbox}
        onChange={event => {
          change.touch()
          setMailbox(event.currentTarget.value)
        }}
        error={change.isChecked && !isMailboxRight ? t('visits:mailboxWrong') : null}
        readOnly={!isDesk}
      />
      <WholeNumberField
        number={longest}
        change={change}
        label={t('policy:longestVisitDays')}
        mayChange={isDesk}
      />
      <WholeNumberField
        number={lapses}
        change={change}
        label={t('policy:requestLapsesDays')}
        mayChange={isDesk}
      />
    </PolicySection>
  )
}
