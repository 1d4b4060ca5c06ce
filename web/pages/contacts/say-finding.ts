import { useWords } from '../../language.ts'
import type { Finding } from './use-contact-check.ts'

/** The name of a country in the language that is spoken. */
export function useCountryName(): (code: string) => string {
  const { language } = useWords()
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  return code => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code)
}

/** What is found about a field, as a sentence that says what to do. */
export function useSayFinding(): (finding: Finding) => string {
  const { t } = useWords()
  const countryName = useCountryName()
  return ({ field, code, params }) => {
    const named = {
      ...params,
      ...(params['country'] ? { country: countryName(params['country']) } : {}),
      ...(params['script']
        ? { script: t(`contacts:script.${params['script']}` as 'contacts:script.Greek') }
        : {}),
    }
    const key =
      code === 'missing'
        ? `missing.${field}`
        : code === 'address-part-missing'
          ? `addressPartMissing.${field}`
          : code
    // A newer desk may know more codes than this page.
    return t(`contacts:finding.${key}` as 'contacts:finding.email-with-space', {
      ...named,
      defaultValue: code,
    })
  }
}
