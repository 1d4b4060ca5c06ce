import { useWords } from '../language.ts'
import { useNow } from '../ui/clock.ts'
import { sayInstant, timeLeft } from '../ui/say-time.ts'

/** What is left in words, at most two units, cut and not rounded: nobody should count on a minute that is not there. */
function useSayLeft(): (at: string, now: number) => string {
  const { t } = useWords()
  return (at, now) => {
    const left = timeLeft(at, now)
    if (!left) return t('time.over')
    const { days, hours, minutes, seconds } = left
    const amounts =
      days > 0
        ? [t('time.days', { count: days }), hours > 0 ? t('time.hours', { count: hours }) : '']
        : hours > 0
          ? [t('time.hours', { count: hours }), minutes > 0 ? t('time.minutes', { count: minutes }) : '']
          : minutes >= 5
            ? [t('time.minutes', { count: minutes })]
            : [
                minutes > 0 ? t('time.minutes', { count: minutes }) : '',
                t('time.seconds', { count: seconds }),
              ]
    return t('time.left', { amount: amounts.filter(Boolean).join(' ') })
  }
}

/** Time left, live. Not read out at every tick: a screen reader gets it when it comes by. */
export function Countdown({ until }: { until: string }) {
  const now = useNow(1_000)
  const sayLeft = useSayLeft()
  return (
    <span className="numbers" role="timer" aria-live="off">
      {sayLeft(until, now)}
    </span>
  )
}

/** 'bis Di., 24.11., 18:00 Uhr (MEZ) (noch 2 Tage)', or that there is no end. */
export function Until({ until, zone }: { until: string | null; zone: string }) {
  const { t, language } = useWords()
  const now = useNow(3_600_000)
  if (until === null) return <>{t('time.withoutEnd')}</>
  return (
    <>
      <time dateTime={until}>{t('time.until', { end: sayInstant(until, zone, language, now) })}</time>
      {' · '}
      <Countdown until={until} />
    </>
  )
}

/** The same for sentences. */
export function useSayUntil(zone: string): (until: string | null) => string {
  const { t, language } = useWords()
  const now = useNow(60_000)
  return until =>
    until === null ? t('time.withoutEnd') : t('time.until', { end: sayInstant(until, zone, language, now) })
}
