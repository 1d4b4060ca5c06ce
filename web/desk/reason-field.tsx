import { Textarea, TextInput } from '@mantine/core'
import { useWords } from '../language.ts'

type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  isRequired?: boolean
  problem?: string | null
  most?: number
}

/** Some sentences: why, or what to know. Says itself whether it may stay empty. */
export function ReasonField({
  label,
  value,
  onChange,
  hint,
  isRequired = false,
  problem,
  most = 500,
}: FieldProps) {
  const { t } = useWords()
  return (
    <Textarea
      label={isRequired ? label : `${label} (${t('common.optional')})`}
      description={hint}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      maxLength={most}
      error={problem ?? null}
      required={isRequired}
      withAsterisk={false}
    />
  )
}

/** The number of the support case. */
export function CaseNumberField({ label, value, onChange, hint }: FieldProps) {
  const { t } = useWords()
  return (
    <TextInput
      label={`${label} (${t('common.optional')})`}
      description={hint}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
      maxLength={100}
    />
  )
}
