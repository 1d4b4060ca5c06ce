import { Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { changeRights } from '#contract/rights.ts'
import { useAction } from '../../api/use-api.ts'
import { useSayUntil } from '../../desk/countdown.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { deskNow } from '../../ui/clock.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { localInput } from '../../ui/say-time.ts'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { AnAssignment } from './boxes.ts'
import { type EndDraft, isLater, toEnd } from './end-draft.ts'
import { EndField } from './end-field.tsx'

/** Another end of the same rights. What is extended is decided anew, with its reason. */
export function ChangeEnd({
  accountId,
  assignment,
  isOutsider,
  zone,
  onSaved,
  onCancel,
}: {
  accountId: string
  assignment: AnAssignment
  isOutsider: boolean
  zone: string
  onSaved: (assignment: AnAssignment) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const sayUntil = useSayUntil(zone)
  const action = useAction(changeRights)
  const [draft, setDraft] = useState<EndDraft>(() => ({
    choice: 'own',
    local: assignment.until ? localInput(assignment.until, zone) : '',
    reason: '',
  }))
  const [isTried, setTried] = useState(false)
  const later = isLater(draft, assignment.until, deskNow(), zone)
  const mustSayWhy =
    draft.choice === 'endless'
      ? t('rights:until.reasonEndless')
      : later
        ? t('rights:until.reasonLonger')
        : null
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    const until = toEnd(draft, deskNow(), zone)
    const reason = draft.reason.trim()
    if (until === undefined || (mustSayWhy !== null && reason === ''))
      return showFirstWrong(event.currentTarget)
    await action
      .run({
        params: { accountId, assignmentId: assignment.id },
        // The boxes as they are shown now: whoever changes them meanwhile is not overruled, because of the version.
        version: assignment.version,
        body: { permissions: assignment.permissions, until, ...(reason ? { reason } : {}) },
      })
      .then(onSaved, () => {})
  }
  return (
    <form onSubmit={event => void save(event)} noValidate>
      <Stack className="note note-plain">
        <div>
          <Title order={4}>{t('rights:move.title')}</Title>
          <Text c="dimmed">{t('rights:move.now', { until: sayUntil(assignment.until) })}</Text>
        </div>
        <EndField
          isOutsider={isOutsider}
          draft={draft}
          onChange={setDraft}
          zone={zone}
          mustSayWhy={mustSayWhy}
          isTried={isTried}
        />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('rights:move.save')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
