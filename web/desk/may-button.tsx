import { Button, type ButtonProps, Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { RefusalCode } from '#contract/problems.ts'
import { useWords } from '../language.ts'

/** What the desk said may be done: yes, or the code of the refusal. */
export type Can = true | string

/** Why not, in a sentence; null when it may be done. */
export function useWhyNot(): (can: Can) => string | null {
  const { t } = useWords()
  return can => {
    if (can === true) return null
    return t(can as RefusalCode, { ns: 'refusals', defaultValue: t('not-allowed', { ns: 'refusals' }) })
  }
}

/** A button that stays in view when it may not be used, and says why. */
export function MayButton({
  can,
  onClick,
  children,
  isRunning = false,
  label,
  why,
  ...looks
}: ButtonProps & {
  can: Can
  onClick: () => void
  children: ReactNode
  isRunning?: boolean
  label?: string
  /** Where a sentence of this place says more than the one of the code. */
  why?: Readonly<Record<string, string>>
}) {
  const said = useWhyNot()(can)
  const whyNot = can === true ? null : (why?.[can] ?? said)
  const id = useId()
  return (
    <div>
      <Button
        {...looks}
        loading={isRunning}
        disabled={whyNot !== null}
        onClick={onClick}
        {...(label ? { 'aria-label': label } : {})}
        {...(whyNot ? { 'aria-describedby': id } : {})}
      >
        {children}
      </Button>
      {whyNot ? (
        <Text id={id} size="sm" c="dimmed" mt={4} maw={360}>
          {whyNot}
        </Text>
      ) : null}
    </div>
  )
}
