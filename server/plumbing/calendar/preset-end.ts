import { isWithinBounds, readTime, readWallClock } from './dates.ts'
import { firstMomentAt } from './wall-clock.ts'
import { closingTime, type End, endAfterWorkingDays, type WorkingDaysRefusal } from './working-days.ts'
import { readZone } from './zones.ts'

export const presets = ['three-working-days', 'one-week', 'today-18'] as const
export type Preset = (typeof presets)[number]

interface Opening {
  readonly now: Date
  readonly zone: string
  readonly region: string
}

/**
 * The instant a ready-made duration ends, counted from `now` on the wall clock of `zone`.
 * - 'three-working-days': see {@link endAfterWorkingDays}.
 * - 'one-week': the same wall time seven calendar days on, to the millisecond, also across a change of
 *   clocks; a wall time that is skipped becomes the first instant after the gap, one that comes twice the
 *   earlier one.
 * - 'today-18': today 18:00; 'already-past' from 18:00 sharp on, since the interval is half-open and
 *   would hold nothing.
 */
export function presetEnd(
  preset: Preset,
  { now, zone, region }: Opening,
): End | { readonly refused: WorkingDaysRefusal | 'already-past' } {
  switch (preset) {
    case 'three-working-days':
      return endAfterWorkingDays({ from: now, workingDays: 3, zone, region })
    case 'one-week':
      return endAfterOneWeek(now, zone)
    case 'today-18':
      return endToday(now, zone)
  }
}

function endAfterOneWeek(now: Date, zoneName: string): End | { readonly refused: WorkingDaysRefusal } {
  const zone = readZone(zoneName)
  if (zone === undefined) return { refused: 'no-such-zone' }
  const local = readWallClock(now, zone)?.add({ days: 7 })
  if (!local || !isWithinBounds(local)) return { refused: 'no-such-date' }
  const end = firstMomentAt(local, zone)
  return { endsAt: end.at, endsOn: end.on, skipped: [] }
}

function endToday(
  now: Date,
  zoneName: string,
): End | { readonly refused: WorkingDaysRefusal | 'already-past' } {
  const zone = readZone(zoneName)
  if (zone === undefined) return { refused: 'no-such-zone' }
  const today = readWallClock(now, zone)?.toPlainDate()
  if (!today) return { refused: 'no-such-date' }
  const end = firstMomentAt(today.toPlainDateTime(readTime(closingTime)), zone)
  return end.at > now ? { endsAt: end.at, endsOn: end.on, skipped: [] } : { refused: 'already-past' }
}

/**
 * The same wall time that many calendar days on (the earlier one where an hour comes twice, the first moment after the
 * gap where it is skipped): "at most 30 days" on the clock of the people it binds.
 */
export function sameTimeAfterDays(
  days: number,
  { now, zone }: { readonly now: Date; readonly zone: string },
): Date | undefined {
  const name = readZone(zone)
  const local = name === undefined ? undefined : readWallClock(now, name)
  return name === undefined || local === undefined ? undefined : firstMomentAt(local.add({ days }), name).at
}
