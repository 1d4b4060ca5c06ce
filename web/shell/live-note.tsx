import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useLive } from '../api/live.ts'
import { useWords } from '../language.ts'
import { Note } from '../ui/note.tsx'

/** That changes do not come by themselves, when that lasts; and that they do again. It covers nothing that it moves. */
export function LiveNote() {
  const { t } = useWords()
  const { isOpen, isInterrupted } = useLive()
  const [wasInterrupted, setInterrupted] = useState(false)
  useEffect(() => {
    if (isInterrupted) setInterrupted(true)
  }, [isInterrupted])
  return (
    <>
      <VisuallyHidden role="status">{isOpen && wasInterrupted ? t('live.back') : ''}</VisuallyHidden>
      <div
        role="status"
        style={{ position: 'fixed', zIndex: 30, insetInline: 12, bottom: 12, maxWidth: 460 }}
      >
        {isInterrupted ? <Note>{t('live.interrupted')}</Note> : null}
      </div>
    </>
  )
}
