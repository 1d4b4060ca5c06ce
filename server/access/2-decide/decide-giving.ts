import type { RefusalCode } from '#contract/problems.ts'
import { entryOf, type Permission } from '../permission.ts'

/** What somebody who is not the owner gives from: a grant he holds himself, read at the moment of giving. */
export type Parent = {
  permissions: readonly Permission[]
  /** null: the whole account */
  resourceId: string | null
  /** epoch ms; null: without end */
  endsAt: number | null
  /** Was it passed on to him by a holder? Then it goes no further. */
  passedOn: boolean
}

export type Question = {
  giver: { as: 'owner' } | { as: 'holder'; of: Parent }
  wants: {
    permissions: readonly Permission[]
    resourceId: string | null
    /** To which it belongs at this moment; left out: to none, as far as this decision is concerned. */
    groupId?: string | null
    /** Half-open [beginsAt, endsAt), epoch ms; endsAt null: without end. */
    beginsAt: number
    endsAt: number | null
  }
}

export type Rules = {
  /** The longest time from beginning to end, ms; null: no limit. */
  longestMs: number | null
  /** May it be without end? Never for outsiders. */
  endless: boolean
}

export type Verdict = { outcome: 'allow' } | { outcome: 'refuse'; because: RefusalCode[] }

/**
 * May this be given? Pure: everything it looks at is in its arguments. Every reason is listed, the weightiest first.
 * The truth table that a domain expert can correct stands beside it (decide-giving.table.ts).
 * @param now epoch ms
 */
export function decideGiving(question: Question, rules: Rules, now: number): Verdict {
  const { giver, wants } = question
  const because: RefusalCode[] = []
  const refuseIf = (is: boolean, code: RefusalCode) => is && because.push(code)

  // A right that the owner alone has is never a grant, whoever gives it; nor is what is no right (any more).
  refuseIf(
    wants.permissions.some(wanted => !entryOf(wanted)?.delegable),
    'not-delegable',
  )
  if (giver.as === 'holder') {
    const { of } = giver
    refuseIf(of.passedOn, 'chain-of-delegation')
    const covers =
      of.resourceId === null ||
      of.resourceId === wants.resourceId ||
      (wants.resourceId !== null && of.resourceId === wants.groupId)
    refuseIf(
      !covers || wants.permissions.some(wanted => !of.permissions.includes(wanted)),
      'more-than-you-have',
    )
    refuseIf(
      of.endsAt !== null && (wants.endsAt === null || wants.endsAt > of.endsAt),
      'longer-than-you-have',
    )
  }
  if (wants.endsAt === null) {
    refuseIf(!rules.endless, 'end-is-missing')
  } else {
    refuseIf(wants.endsAt <= now, 'end-is-past')
    refuseIf(wants.endsAt <= wants.beginsAt, 'end-before-begin')
    refuseIf(
      rules.longestMs !== null && wants.endsAt - Math.max(wants.beginsAt, now) > rules.longestMs,
      'end-beyond-maximum',
    )
  }
  return because.length === 0 ? { outcome: 'allow' } : { outcome: 'refuse', because }
}
