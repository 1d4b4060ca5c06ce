import { useWords } from '../language.ts'
import { deskNow, useNow } from './clock.ts'
import { sayExact, sayInstant, sayRelative, saySecond } from './say-time.ts'

/** An instant on the page: with its zone, machine-readable, and how far away it is where that helps. */
export function Moment({ at, zone, relative = false }: { at: string; zone: string; relative?: boolean }) {
  const say = useSaying(zone)
  return (
    <time dateTime={at}>
      {say.instant(at)}
      {relative ? `, ${say.relative(at)}` : ''}
    </time>
  )
}

/** The same for sentences that are put together: words of the language that is spoken, at the desk's time. */
export function useSaying(zone: string) {
  const { language } = useWords()
  // Steps only say when to render again; a floored minute would put what has just happened into the future.
  useNow(15_000)
  const now = deskNow()
  return {
    instant: (at: string) => sayInstant(at, zone, language, now),
    second: (at: string) => saySecond(at, zone, language, now),
    exact: (at: string) => sayExact(at, zone, language),
    relative: (at: string) => sayRelative(at, language, now),
  }
}
