import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { WarnIcon } from '../../ui/icons.tsx'
import type { FormField } from './contact-draft.ts'
import { useSayFinding } from './say-finding.ts'
import type { ContactCheck, Finding } from './use-contact-check.ts'

/**
 * What a field of the form says below itself. Wrong stands in its error, unusual in its description, so that the browser
 * reads out either with the field; both with words and a mark of their own, never by colour alone.
 */
export function useFieldWords(check: ContactCheck) {
  return (field: FormField, hint?: ReactNode) => {
    const found = check.findings.filter(finding => finding.field === field)
    const wrong = found.find(({ is }) => is === 'wrong')
    const unusual = found.filter(({ is }) => is === 'unusual')
    return {
      inputWrapperOrder: ['label', 'input', 'error', 'description'] as (
        | 'label'
        | 'input'
        | 'error'
        | 'description'
      )[],
      error: wrong ? <Said finding={wrong} /> : null,
      description:
        unusual.length > 0 && !wrong ? (
          <>
            {unusual.map(finding => (
              <Said key={finding.code} finding={finding} />
            ))}
            {hint ? <span style={{ display: 'block' }}>{hint}</span> : null}
          </>
        ) : (
          hint
        ),
      onBlur: () => check.leave(field),
    }
  }
}

function Said({ finding }: { finding: Finding }) {
  const { t } = useWords()
  const say = useSayFinding()
  return (
    <span
      className={finding.is === 'wrong' ? 'bad' : 'warm'}
      data-finding={finding.is}
      style={{ display: 'flex', gap: '0.4em', alignItems: 'flex-start' }}
    >
      <WarnIcon size={16} />
      <span>
        <strong>{t(finding.is === 'wrong' ? 'contacts:wrong' : 'contacts:unusual')}</strong> {say(finding)}
      </span>
    </span>
  )
}

/** What was said last, read out to whoever does not see it appear below the field in which he is. */
export function SaidAloud({ check }: { check: ContactCheck }) {
  const { t } = useWords()
  const say = useSayFinding()
  const finding = check.findings.find(({ field }) => field === check.last)
  return (
    <VisuallyHidden role="status">
      {finding && check.isCurrent ? `${t(`contacts:field.${finding.field}`)}: ${say(finding)}` : ''}
    </VisuallyHidden>
  )
}
