import type { AnswerOf } from '#contract/endpoint.ts'
import { changePolicy, readPolicy } from '#contract/service-switch.ts'
import { useAnswer } from '../../api/use-api.ts'
import {
  PolicySection,
  usePolicyChange,
  useWholeNumber,
  WholeNumberField,
} from '../../desk/policy-section.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Waiting } from '../../ui/waiting.tsx'

/** For how long owners may open, and until when they have to answer. */
export function ServiceAccessPolicy({ isDesk }: { isDesk: boolean }) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readPolicy, {})
  if (data) return <TheForm held={data} isDesk={isDesk} />
  if (error) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  return <Waiting label={t('common.loading')} cards={1} height={280} />
}

function TheForm({ held, isDesk }: { held: AnswerOf<typeof readPolicy>; isDesk: boolean }) {
  const { t } = useWords()
  const change = usePolicyChange(changePolicy)
  const longest = useWholeNumber(held.longestDays, [1, 366])
  const lapses = useWholeNumber(held.requestLapsesDays, [1, 31])
  return (
    <PolicySection
      title={t('policy:serviceTitle')}
      change={change}
      mayChange={isDesk}
      isRight={longest.isRight && lapses.isRight}
      onSave={() =>
        void change.save({ body: { longestDays: longest.value, requestLapsesDays: lapses.value } })
      }
    >
      <WholeNumberField
        number={longest}
        change={change}
        label={t('policy:longestDays')}
        hint={t('policy:longestDaysHint')}
        mayChange={isDesk}
      />
      <WholeNumberField
        number={lapses}
        change={change}
        label={t('policy:requestLapsesDays')}
        hint={t('policy:requestLapsesDaysHint')}
        mayChange={isDesk}
      />
    </PolicySection>
  )
}
