import type { AnswerOf } from '#contract/endpoint.ts'
import { changeRecordingPolicy, readRecordingPolicy } from '#contract/recordings.ts'
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

/** For how long the content of recordings is kept. */
export function RecordingPolicy() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readRecordingPolicy, {})
  if (data) return <TheForm held={data} />
  if (error) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  return <Waiting label={t('common.loading')} cards={1} height={180} />
}

function TheForm({ held }: { held: AnswerOf<typeof readRecordingPolicy> }) {
  const { t } = useWords()
  const change = usePolicyChange(changeRecordingPolicy)
  const keep = useWholeNumber(held.keepDays, [1, 3650])
  return (
    <PolicySection
      title={t('policy:recordingsTitle')}
      change={change}
      isRight={keep.isRight}
      onSave={() => void change.save({ body: { keepDays: keep.value } })}
    >
      <WholeNumberField
        number={keep}
        change={change}
        label={t('policy:keepDays')}
        hint={t('policy:keepDaysHint')}
      />
    </PolicySection>
  )
}
