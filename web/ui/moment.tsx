import { useWords } from '../language.ts'
import { useNow } from './clock.ts'
import { sayInstant, sayRelative, saySecond } from './say-time.ts'

/** An instant on the page: with its zone, machine-readable, and how long ago it was where that helps. */
export function Moment({
  at,
  zone,
  second = false,
  relative = false,
}: {
  at: string
  zone: string
  second?: boolean
  relative?: boolean
}) {
  const { language } = useWords()
  const now = useNow(relative ? 15_000 : 3_600_000)
  const said = second ? saySecond(at, zone, language, now) : sayInstant(at, zone, language, now)
  return (
    <time dateTime={at}>
      {said}
      {relative ? `, ${sayRelative(at, language, now)}` : ''}
    </time>
  )
}

/** The same for sentences that are put together: words of the language that is spoken, at the desk's time. */
export function useSaying(zone: string) {
  const { language } = useWords()
  const now = useNow(60_000)
  return {
    instant: (at: string) => sayInstant(at, zone, language, now),
    second: (at: string) => saySecond(at, zone, language, now),
    relative: (at: string) => sayRelative(at, language, now),
  }
}
