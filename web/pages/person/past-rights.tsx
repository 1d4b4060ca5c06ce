import { consolePaths } from '#contract/paths.ts'
import { useWords } from '../../language.ts'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { type AnAssignment, type Catalogue, inOrder } from './boxes.ts'
import { usePermissionWords } from './permission-words.ts'

/** What is over, each with the way to its proof. */
export function PastRights({
  accountId,
  items,
  catalogue,
  zone,
}: {
  accountId: string
  items: readonly AnAssignment[]
  catalogue: Catalogue
  zone: string
}) {
  const { t } = useWords()
  const words = usePermissionWords()
  const say = useSaying(zone)
  if (items.length === 0) return null
  return (
    <details className="card">
      <summary className="summary">{t('rights:past', { count: items.length })}</summary>
      <ul className="plain-list rows">
        {items.map(({ id, scope, permissions, grantId, changedAt }) => (
          <li key={id} className="row">
            <span className="row-words">
              <PageLink to={consolePaths.grant(accountId, grantId)}>
                {t('rights:pastLine', {
                  where: scope?.name ?? t('common.wholeAccount'),
                  list: inOrder(catalogue, permissions).map(words.label).join(', '),
                })}
              </PageLink>
              <br />
              {say.instant(changedAt)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
