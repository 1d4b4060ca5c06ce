import { Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Problem } from '../../api/problem.ts'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { type Can, MayButton } from '../may-button.tsx'
import { ProblemNote } from '../problem-note.tsx'
import type { AnUnconfirmed } from './ending-card.tsx'

/** A shop that answers has answered by then. */
const lookAgainAfterMs = 3_000

/** Tries at once; what came of it is read a moment later, for a shop may take its time. */
export function TryNow({
  ending,
  can,
  action,
  onLook,
}: {
  ending: AnUnconfirmed
  can: Can
  action: { run: () => Promise<{ ending: unknown }>; isRunning: boolean; problem: Problem | null }
  onLook: () => void
}) {
  const { t } = useWords()
  const [said, setSaid] = useState<'trying' | 'proven' | null>(null)
  useEffect(() => {
    if (said !== 'trying') return
    const timer = setTimeout(() => {
      onLook()
      setSaid(null)
    }, lookAgainAfterMs)
    return () => clearTimeout(timer)
  }, [said, onLook])
  return (
    <Stack gap="sm">
      <MayButton
        variant="default"
        can={can}
        isRunning={action.isRunning}
        label={t('unconfirmed:tryNowOf', { shop: ending.resource?.name ?? ending.account.name })}
        onClick={() =>
          void action.run().then(
            answer => setSaid(answer.ending === null ? 'proven' : 'trying'),
            () => {},
          )
        }
      >
        {t('unconfirmed:tryNow')}
      </MayButton>
      <div role="status">{said ? <Note>{t(`unconfirmed:${said}`)}</Note> : null}</div>
      <ProblemNote problem={action.problem} />
    </Stack>
  )
}
