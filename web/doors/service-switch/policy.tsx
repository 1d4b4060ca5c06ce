import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { changePolicy, readPolicy } from '#contract/service-switch.ts'
import { useMe } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { SignInPolicy } from '../../pages/desk/sign-in-policy.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { VisitPolicySection } from '../support-visit/visit/visit-policy.tsx'

const bounds = { longestDays: [1, 366], requestLapsesDays: [1, 31] } as const

/** What the provider allows, and for the desk what it demands of everybody's sign-in. */
export function PolicyPage() {
  const { t } = useWords()
  const isDesk = useMe().provider.desk
  const { data, error, refetch } = useAnswer(readPolicy, {})
  return (
    <Page title={t('policy:title')} below={t('policy:hint')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <Section title={t('policy:serviceTitle')}>
          <PolicyForm policy={data} isDesk={isDesk} />
        </Section>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={280} />
      )}
      <VisitPolicySection isDesk={isDesk} />
      {isDesk ? <SignInPolicy /> : null}
    </Page>
  )
}

function PolicyForm({ policy, isDesk }: { policy: AnswerOf<typeof readPolicy>; isDesk: boolean }) {
  const { t } = useWords()
  const action = useAction(changePolicy)
  // Begins with what holds; what is typed stays, whatever is answered meanwhile.
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
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    setSaved(false)
    if (wrong('longestDays') || wrong('requestLapsesDays')) return showFirstWrong(event.currentTarget)
    await action.run({ body: days }).then(
      () => setSaved(true),
      () => {},
    )
  }
  return (
    <form onSubmit={event => void save(event)} noValidate>
      <Stack className="card" maw={680}>
        <TextInput
          inputMode="numeric"
          label={t('policy:longestDays')}
          description={t('policy:longestDaysHint')}
          value={longestDays}
          onChange={event => setLongestDays(event.currentTarget.value)}
          error={isChecked ? wrong('longestDays') : null}
          readOnly={!isDesk}
        />
        <TextInput
          inputMode="numeric"
          label={t('policy:requestLapsesDays')}
          description={t('policy:requestLapsesDaysHint')}
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
              aria-label={t('policy:saveOf', { section: t('policy:serviceTitle') })}
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
