import { useWords } from '../../language.ts'

/** What is asked about and where, as the sentences of the answers want it. */
export function useSayWhat(): (
  permission: string,
  shop: string | null,
) => { permission: string; where: string } {
  const { t } = useWords()
  return (permission, shop) => ({
    permission: t(`permission.${permission}` as 'permission.shop.view', { defaultValue: permission }),
    where: shop === null ? t('why:inAccount') : t('why:inShop', { shop }),
  })
}
