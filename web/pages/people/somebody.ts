import type { AnswerOf } from '#contract/endpoint.ts'
import type { listPeople } from '#contract/team.ts'
import { useSayUntil } from '../../desk/countdown.tsx'
import { useWords } from '../../language.ts'
import { sayList } from '../../ui/say-time.ts'

export type People = AnswerOf<typeof listPeople>
export type Somebody = People['items'][number]
export type Place = { accountId: string; account: string; zone: string }

/** What the rows say about rights. */
export function useRightsWords({ zone }: Place) {
  const { t, language } = useWords()
  const sayUntil = useSayUntil(zone)
  const audience = (name: string) =>
    t(`people:audience.${name as 'employee'}`, { defaultValue: name }) as string
  const where = (scope: { name: string } | null) => scope?.name ?? t('common.wholeAccount')
  return {
    where,
    audience,
    until: sayUntil,
    in: (of: Somebody['assignments'][number]) =>
      t('people:rightsIn', { where: where(of.scope), audience: audience(of.audience) }),
    /** What somebody is invited to. */
    invited: ({ offer, role, until }: NonNullable<Somebody['invitation']>) =>
      offer
        ? t('people:invitation.rights', {
            where: where(offer.scope),
            audience: audience(offer.audience),
            until: sayUntil(until),
          })
        : t('people:invitation.member', {
            role: t(`people:role.${role ?? 'viewer'}`),
            until: sayUntil(until),
          }),
    counts: ({ permissions }: Somebody['assignments'][number]) =>
      t('people:rights', {
        counts: sayList(
          (['view', 'operate', 'danger'] as const)
            .filter(risk => permissions[risk] > 0)
            .map(risk => t(`people:count.${risk}`, { count: permissions[risk] })),
          language,
        ),
      }),
  }
}
