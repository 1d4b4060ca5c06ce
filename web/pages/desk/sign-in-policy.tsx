import { Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changeSignInPolicy, readSignInPolicy } from '#contract/provider-desk.ts'
import { useAnswer } from '../../api/use-api.ts'
import {
  PolicySection,
  usePolicyChange,
  useWholeNumber,
  WholeNumberField,
} from '../../desk/policy-section.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { type Regional, RegionFields } from './region-fields.tsx'

type Held = AnswerOf<typeof readSignInPolicy>

/** What the provider demands of everybody's sign-in, and what new accounts start with; each section is saved by itself. */
export function SignInPolicy() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readSignInPolicy, {})
  return (
    <>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          <SecondFactor held={data} />
          <HandingOver held={data} />
          <Standards held={data} />
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={3} height={220} />
      )}
    </>
  )
}

function SecondFactor({ held }: { held: Held }) {
  const { t } = useWords()
  const change = usePolicyChange(changeSignInPolicy)
  const [need, setNeed] = useState<'optional' | 'must'>(held.ownersNeedSecondFactor ? 'must' : 'optional')
  const count = held.ownersWithoutSecondFactor
  const isNew = need === 'must' && !held.ownersNeedSecondFactor
  return (
    <PolicySection
      title={t('policy:factorTitle')}
      change={change}
      onSave={() => void change.save({ body: { ownersNeedSecondFactor: need === 'must' } })}
    >
      <Text>{t('policy:factorHint')}</Text>
      <Plates
        label={t('policy:factorLabel')}
        value={need}
        onChange={next => {
          change.touch()
          setNeed(next)
        }}
        plates={[
          { value: 'optional', title: t('policy:factorOptional'), hint: t('policy:factorOptionalHint') },
          { value: 'must', title: t('policy:factorMust'), hint: t('policy:factorMustHint') },
        ]}
      />
      <div role="status">
        {count === 0 ? (
          <Text c="dimmed">{t('policy:factorAllHave')}</Text>
        ) : (
          <Note tone={isNew ? 'bad' : 'plain'}>
            {t('policy:factorWithout', { count })} {t(isNew ? 'policy:factorWillEnd' : 'policy:factorWould')}
          </Note>
        )}
      </div>
    </PolicySection>
  )
}

function HandingOver({ held }: { held: Held }) {
  const { t } = useWords()
  const change = usePolicyChange(changeSignInPolicy)
  const wait = useWholeNumber(held.transferWaitDays, [0, 31])
  return (
    <PolicySection
      title={t('policy:transferTitle')}
      change={change}
      isRight={wait.isRight}
      onSave={() => void change.save({ body: { transferWaitDays: wait.value } })}
    >
      <WholeNumberField
        number={wait}
        change={change}
        label={t('policy:transferDays')}
        hint={t('policy:transferDaysHint')}
      />
    </PolicySection>
  )
}

function Standards({ held }: { held: Held }) {
  const { t } = useWords()
  const change = usePolicyChange(changeSignInPolicy)
  const [regional, setRegional] = useState<Regional>({
    region: held.standardRegion,
    zone: held.standardZone,
  })
  return (
    <PolicySection
      title={t('policy:standardsTitle')}
      change={change}
      onSave={() =>
        void change.save({ body: { standardRegion: regional.region, standardZone: regional.zone } })
      }
    >
      <Text>{t('policy:standardsHint')}</Text>
      <RegionFields
        value={regional}
        onChange={next => {
          change.touch()
          setRegional(next)
        }}
      />
    </PolicySection>
  )
}
