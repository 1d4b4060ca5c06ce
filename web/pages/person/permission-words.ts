import i18next from 'i18next'
import { sayRights } from '#texts/rights-sentence.ts'
import { useMe, useZone } from '../../api/me.ts'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { type AnAssignment, type Catalogue, type Difference, inOrder } from './boxes.ts'

/**
 * Every word about a permission, from one place. A permission that has no text is called by its name: better an odd word
 * than a right that is not mentioned.
 */
export function usePermissionWords() {
  const { t } = useWords()
  const known = (key: string, otherwise: string) =>
    t(key as 'rights:group.shop', { defaultValue: otherwise }) as string
  return {
    /** As something one does: 'DNS ändern'. */
    label: (permission: string) => known(`permission.${permission}`, permission),
    /** What it means for the account, in a sentence; '' where nobody wrote one. */
    means: (permission: string) => known(`rights:means.${permission}`, ''),
    group: (group: string) => known(`rights:group.${group}`, group),
    audience: (audience: string) => known(`rights:audience.${audience}`, audience),
    audienceHint: (audience: string) => known(`rights:audienceHint.${audience}`, ''),
  }
}

/** '+ DNS ändern, − Rechnungen ansehen' */
export function useSayDifference(catalogue: Catalogue) {
  const { t } = useWords()
  const words = usePermissionWords()
  return ({ added, removed }: Difference) =>
    [
      ...inOrder(catalogue, added).map(name => t('rights:bar.plus', { right: words.label(name) })),
      ...inOrder(catalogue, removed).map(name => t('rights:bar.minus', { right: words.label(name) })),
    ].join(', ')
}

/** The one sentence that says what somebody may do, as mails and the page of an invitation say it too. */
export function useSayRights(accountId: string, catalogue: Catalogue) {
  const { language } = useWords()
  const words = usePermissionWords()
  const say = useSaying(useZone(accountId))
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name ?? ''
  return (
    name: string,
    { permissions, scope, until }: Pick<AnAssignment, 'permissions' | 'scope' | 'until'>,
    /** What he holds by other rights here. */
    elsewhere: readonly string[] = [],
  ): string =>
    sayRights(i18next.getResource(language, 'rights', 'sentence'), {
      name,
      permissions: inOrder(catalogue, permissions),
      elsewhere,
      label: words.label,
      scope: scope && { name: scope.name, isGroup: scope.kind === 'group' },
      account,
      until: until && say.instant(until),
    })
}
