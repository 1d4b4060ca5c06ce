import { listProviderRequests } from '#contract/service-switch.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useWords } from '../../language.ts'
import type { FoundShop } from './find-shop-field.tsx'

/**
 * The shop that a link names. Its name is known when somebody of the provider asked for it before; otherwise it can be
 * asked for all the same, since the desk checks the id.
 */
export function useKnownShop(shopId: string | undefined): FoundShop | null {
  const { t } = useWords()
  const { data, error } = useAnswer(
    listProviderRequests,
    { query: { state: 'all', limit: 100 } },
    { enabled: shopId !== undefined },
  )
  if (!shopId || (!data && !error)) return null
  const before = data?.items.find(({ resource }) => resource?.id === shopId)
  return before?.resource
    ? { shop: before.resource, account: before.account }
    : {
        shop: { id: shopId, name: t('ask.shopFromLink'), origin: null },
        account: { id: '', name: shopId.slice(0, 8) },
      }
}
