import { listGrants } from '#contract/grants.ts'
import { useAnswer } from '../../api/use-api.ts'
import { type AGrant, planOf } from '../../desk/grant-card.tsx'
import type { Live } from '../../desk/live-entries.tsx'
import { useWords } from '../../language.ts'

type Cut = { grants: ReturnType<typeof planOf>[]; entries: Live[]; hasMore: boolean }

/**
 * What is open in an account and would end, for the sheet that asks once more. A grant that a member gave rests on his
 * membership, so it is found by who decided it.
 * @param enabled whoever may end nothing needs not know
 */
export function useWhatEnds(
  accountId: string,
  enabled: boolean,
): { isKnown: boolean; of: (ends: (grant: AGrant) => boolean) => Cut } {
  const { t } = useWords()
  const { data } = useAnswer(
    listGrants,
    { params: { accountId }, query: { state: 'live', limit: 100 } },
    { enabled },
  )
  return {
    isKnown: data !== undefined,
    of(ends) {
      const cut = (data?.items ?? []).filter(grant => grant.state !== 'ending' && ends(grant))
      const seen = new Map(
        cut.flatMap(({ liveEntries }) => liveEntries.map(entry => [entry.id, entry] as const)),
      )
      return {
        grants: cut.map(grant => planOf(grant, t('common.wholeAccount'))),
        entries: [...seen.values()],
        hasMore: data?.next != null,
      }
    },
  }
}

/** Was it given to this person, or by him? */
export function isOf(personId: string): (grant: AGrant) => boolean {
  return ({ subject, decision }) =>
    (subject.kind === 'person' && subject.id === personId) || decision.by?.id === personId
}
