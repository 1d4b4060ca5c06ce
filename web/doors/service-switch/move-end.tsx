import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { moveEnd } from '#contract/service-switch.ts'
import { Problem } from '../../api/problem.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { ASwitch } from './draft.ts'
import { toUntil, untilOf } from './until.ts'
import { UntilField } from './until-field.tsx'
import { ConflictNote } from './use-saving.tsx'

/** Extends or shortens what is on. Whoever is inside stays inside. */
export function MoveEnd({
  state,
  onMoved,
  onCancel,
}: {
  state: ASwitch
  onMoved: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(moveEnd)
  const [until, setUntil] = useState(() => untilOf(state.until, state.zone))
  const [seen] = useState(state.version)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isMissing, setMissing] = useState(false)
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = toUntil(until, state.zone)
    setMissing(chosen === null)
    if (!chosen) return showFirstWrong(event.currentTarget)
    setProblem(null)
    try {
      await action.run({
        params: { accountId: state.account.id, resourceId: state.shop.id },
        body: { until: chosen },
        // After a conflict the note shows what holds now, so that is what was seen.
        version: problem?.code === 'conflict' ? state.version : seen,
      })
      onMoved()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  return (
    <form onSubmit={event => void save(event)} noValidate>
      <Stack className="card">
        <div>
          <Title order={2}>{t('service-switch:switch.moveTitle')}</Title>
          <Text c="dimmed">{t('service-switch:switch.moveHint')}</Text>
        </div>
        <UntilField
          draft={until}
          onChange={setUntil}
          zone={state.zone}
          presets={state.presets}
          longestUntil={state.longestUntil}
          isMissing={isMissing}
        />
        {problem?.code === 'conflict' ? (
          <ConflictNote problem={problem} state={state} />
        ) : (
          <ProblemNote problem={problem} />
        )}
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('service-switch:switch.moveSave')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
