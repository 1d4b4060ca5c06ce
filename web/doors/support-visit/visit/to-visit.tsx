import { consolePaths } from '#contract/paths.ts'
import { listMyVisits, listVisits } from '#contract/visits.ts'
import { liveEveryMs, useAnswer } from '../../../api/use-api.ts'
import { useWords } from '../../../language.ts'
import { LinkButton } from '../../../ui/link-button.tsx'

/** The way from what is open to me to the page of my visit. Access that no case stands behind has none. */
export function ToVisit({ grantIds, shop }: { grantIds: readonly string[]; shop: string }) {
  const { t } = useWords()
  const { data } = useAnswer(listMyVisits, { query: { state: 'live', limit: 100 } }, { everyMs: liveEveryMs })
  const visit = data?.items.find(({ grant }) => grant && grantIds.includes(grant.id))
  if (!visit) return null
  return (
    <LinkButton
      to={consolePaths.myVisit(visit.id)}
      variant="default"
      aria-label={`${t('door.support-visit')}: ${shop}`}
    >
      {t('door.support-visit')}
    </LinkButton>
  )
}

/** The way from a grant of an account to the case behind it. */
export function ToVisitOfGrant({ accountId, grantId }: { accountId: string; grantId: string }) {
  const { t } = useWords()
  const { data } = useAnswer(listVisits, { params: { accountId }, query: { grant: grantId } })
  const visit = data?.items[0]
  if (!visit) return null
  return (
    <LinkButton to={consolePaths.visit(accountId, visit.id)} variant="default">
      {t('door.support-visit')}
    </LinkButton>
  )
}
