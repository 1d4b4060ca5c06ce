import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { AnswerOf, BodyOf } from '#contract/endpoint.ts'
import { changeSignInPolicy, readSignInPolicy } from '#contract/provider-desk.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { Plates } from '../../ui/plates.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { type Regional, RegionFields } from './region-fields.tsx'

type Held = AnswerOf<typeof readSignInPolicy>
type Policy = BodyOf<typeof changeSignInPolicy>

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

/** Changes a part and leaves the others as they are held now. */
function useChange(held: Held) {
  const action = useAction(changeSignInPolicy)
  const [isSaved, setSaved] = useState(false)
  const { ownersWithoutSecondFactor: _, ...policy } = held
  return {
    ...action,
    isSaved,
    touch: () => setSaved(false),
    save: (part: Partial<Policy>) =>
      action.run({ body: { ...policy, ...part } }).then(
        () => setSaved(true),
        () => {},
      ),
  }
}

function PolicySection({
  title,
  change,
  onSave,
  children,
}: {
  title: string
  change: ReturnType<typeof useChange>
  onSave: (form: HTMLFormElement) => void
  children: ReactNode
}) {
  const { t } = useWords()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    change.touch()
    onSave(event.currentTarget)
  }
  return (
    <Section title={title}>
      <form onSubmit={save} noValidate>
        <Stack className="card" maw={680}>
          {children}
          <ProblemNote problem={change.problem} />
          <div role="status">{change.isSaved ? <Note tone="good">{t('policy:saved')}</Note> : null}</div>
          <Group>
            <Button
              type="submit"
              loading={change.isRunning}
              aria-label={t('policy:saveOf', { section: title })}
            >
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

function SecondFactor({ held }: { held: Held }) {
  const { t } = useWords()
  const change = useChange(held)
  const [need, setNeed] = useState<'optional' | 'must'>(held.ownersNeedSecondFactor ? 'must' : 'optional')
  const count = held.ownersWithoutSecondFactor
  const isNew = need === 'must' && !held.ownersNeedSecondFactor
  return (
    <PolicySection
      title={t('policy:factorTitle')}
      change={change}
      onSave={() => void change.save({ ownersNeedSecondFactor: need === 'must' })}
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

const mostWaitDays = 31

function HandingOver({ held }: { held: Held }) {
  const { t } = useWords()
  const change = useChange(held)
  const [typed, setTyped] = useState(String(held.transferWaitDays))
  const [isChecked, setChecked] = useState(false)
  const days = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : Number.NaN
  const isRight = days <= mostWaitDays
  return (
    <PolicySection
      title={t('policy:transferTitle')}
      change={change}
      onSave={form => {
        setChecked(true)
        if (isRight) void change.save({ transferWaitDays: days })
        else showFirstWrong(form)
      }}
    >
      <TextInput
        inputMode="numeric"
        label={t('policy:transferDays')}
        description={t('policy:transferDaysHint')}
        value={typed}
        onChange={event => {
          change.touch()
          setTyped(event.currentTarget.value)
        }}
        error={isChecked && !isRight ? t('policy:range', { least: 0, most: mostWaitDays }) : null}
      />
    </PolicySection>
  )
}

function Standards({ held }: { held: Held }) {
  const { t } = useWords()
  const change = useChange(held)
  const [regional, setRegional] = useState<Regional>({
    region: held.standardRegion,
    zone: held.standardZone,
  })
  return (
    <PolicySection
      title={t('policy:standardsTitle')}
      change={change}
      onSave={() => void change.save({ standardRegion: regional.region, standardZone: regional.zone })}
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
