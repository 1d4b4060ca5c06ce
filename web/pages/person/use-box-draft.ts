import { useState } from 'react'
import type { Problem } from '../../api/problem.ts'
import { type AnAssignment, differenceOf, isSame, putUpon } from './boxes.ts'

/** A state of the boxes that somebody has seen, and who made it. */
export type Seen = Pick<AnAssignment, 'version' | 'permissions' | 'changedAt' | 'changedBy'>

/**
 * The boxes while somebody changes them. Without changes of his own he sees what holds; with changes of his own nothing
 * that arrives touches them, and he is told of it.
 */
export function useBoxDraft(assignment: AnAssignment) {
  const [own, setOwn] = useState<{ seen: Seen; chosen: readonly string[] } | null>(null)
  const [refused, setRefused] = useState<Seen | null>(null)
  const newest = refused && refused.version > assignment.version ? refused : assignment
  const seen = own?.seen ?? assignment
  const put = (from: Seen, chosen: readonly string[]) =>
    setOwn(isSame(differenceOf(from.permissions, chosen)) ? null : { seen: from, chosen })
  return {
    seen,
    chosen: own?.chosen ?? assignment.permissions,
    isChanged: own !== null,
    /** What somebody else has made of it since; null: nothing. */
    meanwhile: own && newest.version > own.seen.version ? newest : null,
    change: (chosen: readonly string[]) => put(seen, chosen),
    /** After the refusal of a save, for what the desk said is there now. */
    hear: (problem: Problem) => setRefused(readSeen(problem)),
    putUponTheirs() {
      if (own) put(newest, putUpon(newest.permissions, own.seen.permissions, own.chosen))
    },
    drop() {
      setOwn(null)
      setRefused(null)
    },
  }
}

function readSeen({ code, details }: Problem): Seen | null {
  const { version, permissions, changedAt, changedBy } = details
  return code === 'conflict' && typeof version === 'number' && Array.isArray(permissions)
    ? ({ version, permissions, changedAt, changedBy } as Seen)
    : null
}
