import { TextInput } from '@mantine/core'
import type { Problem } from '../api/problem.ts'
import { useWords } from '../language.ts'

/** The six digits that an authenticator app shows; a phone offers its digits, and the code if it knows it. */
export function OneTimeCode({
  label,
  value,
  onChange,
  problem,
  autoFocus = false,
}: {
  label: string
  value: string
  onChange: (code: string) => void
  problem: string | null
  autoFocus?: boolean
}) {
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      // Apps write "123 456", and so it is pasted.
      maxLength={10}
      spellCheck={false}
      styles={{ wrapper: { maxWidth: 280 } }}
      value={value}
      onChange={event => onChange(event.currentTarget.value.replace(/[^\d ]/g, ''))}
      error={problem}
      autoFocus={autoFocus}
    />
  )
}

/** Are these six digits? Asked before they are sent, because a wrong try counts. */
export function isWholeCode(code: string): boolean {
  return /^\d{6}$/.test(code.replaceAll(' ', ''))
}

/** Why a code was refused: the clock of the phone, when the desk saw that it is that; else what this place says. */
export function useWhyWrong(): (problem: Problem | null, otherwise: string) => string | null {
  const { t } = useWords()
  return (problem, otherwise) => {
    if (problem?.code !== 'proof-failed') return null
    const minutes = Math.abs(Number(problem.details['clockIsOffMinutes']))
    return minutes > 0 ? t('settings:app.clockOff', { count: minutes }) : otherwise
  }
}
