import { useWords } from '../../../language.ts'

const kinds = [
  'admin',
  'super-admin',
  'user',
  'employee',
  'application-password',
  'access-key',
  'admin-token',
  'integration',
  'app',
  'module',
  'plugin',
  'inactive-plugin',
  'webhook',
  'key-line',
  'cron-line',
  'sudo-rule',
  'startup-file',
  'process',
] as const

/** The word for a kind of thing; a newer desk may know more of them than this console. */
export function useKind(): (kind: string) => string {
  const { t } = useWords()
  return kind => {
    const known = kinds.find(one => one === kind)
    return known ? t(`left-behind:kind.${known}`) : t('left-behind:kind.other', { kind })
  }
}
