import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { readSwitch, turnOn } from '#contract/service-switch.ts'
import { call } from '../../api/call.ts'
import { Problem } from '../../api/problem.ts'
import { useAction } from '../../api/use-api.ts'
import { useSayUntil } from '../../desk/countdown.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { type ASwitch, draftOf, type SwitchDraft, toBody } from './draft.ts'

type Saving = {
  isEditing: boolean
  draft: SwitchDraft | null
  isSaving: boolean
  start: () => void
  stop: () => void
  /** Takes back the news: something else has happened since. */
  hush: () => void
  change: (draft: SwitchDraft) => void
  save: () => void
  /** That it was saved. */
  news: ReactNode
  /** Why it was not. */
  trouble: ReactNode
}

/**
 * Editing and saving the switch. What somebody typed belongs to him: no answer that arrives meanwhile touches it, and
 * when somebody else was quicker he sees what is there now, keeps his input, and decides.
 */
export function useSaving(state: ASwitch): Saving {
  const { t } = useWords()
  const sayUntil = useSayUntil(state.zone)
  const client = useQueryClient()
  const action = useAction(turnOn)
  const [draft, setDraft] = useState<SwitchDraft | null>(null)
  const [isEditing, setEditing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [savedUntil, setSavedUntil] = useState<{ until: string | null; wasOn: boolean } | null>(null)
  const params = { accountId: state.account.id, resourceId: state.shop.id }

  const save = async () => {
    const body = draft && toBody(draft, state.zone)
    if (!body) return
    setProblem(null)
    try {
      const saved = await action.run({ params, body, version: draft.version })
      client.setQueryData([readSwitch.name, { params }], saved)
      setSavedUntil({ until: saved.until, wasOn: state.on })
      setEditing(false)
      setDraft(null)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === 'conflict') {
        const fresh = await call(readSwitch, { params }).catch(() => null)
        if (fresh) {
          client.setQueryData([readSwitch.name, { params }], fresh)
          setDraft({ ...draft, version: fresh.version })
        }
      }
      setProblem(error)
    }
  }
  return {
    isEditing,
    draft,
    isSaving: action.isRunning,
    start() {
      setDraft(draft ? { ...draft, version: state.version } : draftOf(state))
      setProblem(null)
      setSavedUntil(null)
      setEditing(true)
    },
    stop() {
      setEditing(false)
      // While it is on, the next change begins with what holds then; while off, with what was typed.
      if (state.on) setDraft(null)
    },
    hush: () => setSavedUntil(null),
    change: setDraft,
    save: () => void save(),
    news: savedUntil ? (
      <Note tone="good" live="status" takesFocus>
        {savedUntil.wasOn
          ? t('service-switch:switch.turnedOnPlain', { until: sayUntil(savedUntil.until) })
          : t('service-switch:switch.turnedOn', {
              who: state.supportTeam.name,
              until: sayUntil(savedUntil.until),
            })}
      </Note>
    ) : null,
    trouble:
      problem?.code === 'conflict' ? (
        <ConflictNote problem={problem} state={state} />
      ) : (
        <ProblemNote problem={problem} />
      ),
  }
}

/** 'Anna hat das um 14:03 geändert: jetzt an bis …' */
export function ConflictNote({ problem, state }: { problem: Problem; state: ASwitch }) {
  const { t } = useWords()
  const say = useSaying(state.zone)
  const sayUntil = useSayUntil(state.zone)
  const by = problem.details['changedBy']
  const at = problem.details['changedAt'] ?? state.changedAt
  const who =
    typeof by === 'string' ? by : (nameOf(by) ?? state.changedBy?.name ?? t('service-switch:switch.somebody'))
  const now = state.on
    ? t('service-switch:switch.nowOn', { until: sayUntil(state.until) })
    : t('service-switch:switch.nowOff')
  return (
    <Note tone="bad" live="alert">
      {typeof at === 'string'
        ? t('service-switch:switch.conflict', { who, at: say.second(at), state: now })
        : t('service-switch:switch.conflictUnknown', { state: now })}
    </Note>
  )
}

function nameOf(by: unknown): string | undefined {
  return typeof by === 'object' && by !== null && 'name' in by && typeof by.name === 'string'
    ? by.name
    : undefined
}
