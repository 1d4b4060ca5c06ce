import { useWords } from '../../language.ts'

/** A sentence about what was done, and how many other sessions that ended. */
export function useSayDone(): (done: string, endedSessions: number) => string {
  const { t } = useWords()
  return (done, count) => (count > 0 ? `${done} ${t('settings:signIn.alsoEnded', { count })}` : done)
}
