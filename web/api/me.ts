import { createContext, useContext } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { readMe } from '#contract/people.ts'

export type Me = AnswerOf<typeof readMe>

export const MeContext = createContext<Me | null>(null)

/** Who is signed in. The shell shows no page before it knows. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('no page is shown before the shell knows who is signed in')
  return me
}

/** The account's own zone; for whoever is no member of it, the zone of the device. */
export function useZone(accountId?: string): string {
  const account = useMe().accounts.find(({ id }) => id === accountId)
  return account?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}
