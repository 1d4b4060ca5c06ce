import type { AnswerOf } from '#contract/endpoint.ts'
import { changeHolderPolicy, readHolderPolicy } from '#contract/holders.ts'
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

/** How long a change waits that controls a domain. */
export function HolderPolicy() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readHolderPolicy, {})
  if (data) return <TheForm held={data} />
  if (error) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  return <Waiting label={t('common.loading')} cards={1} height={180} />
}

function TheForm({ held }: { held: AnswerOf<typeof readHolderPolicy> }) {
  const { t } = useWords()
  const change = usePolicyChange(changeHolderPolicy)
  const wait = useWholeNumber(held.assetWaitDays, [0, 31])
  return (
    <PolicySection
      title={t('policy:holderTitle')}
      change={change}
      isRight={wait.isRight}
      onSave={() => void change.save({ body: { assetWaitDays: wait.value } })}
    >
      <WholeNumberField
        number={wait}
        change={change}
        label={t('policy:holderDays')}
        hint={t('policy:holderDaysHint')}
      />
    </PolicySection>
  )
}
