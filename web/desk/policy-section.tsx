import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Endpoint } from '#contract/endpoint.ts'
import type { InputOf } from '../api/call.ts'
import { useAction } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { showFirstWrong } from '../ui/show-first-wrong.ts'
import { MayButton } from './may-button.tsx'
import { ProblemNote } from './problem-note.tsx'

/** One rule of the provider that is being changed. */
export function usePolicyChange<E extends Endpoint>(endpoint: E) {
  const { run, isRunning, problem } = useAction(endpoint)
  const [isChecked, setChecked] = useState(false)
  const [isSaved, setSaved] = useState(false)
  return {
    isRunning,
    problem,
    /** Somebody tried to save, so from now on what is wrong is said. */
    isChecked,
    isSaved,
    check: () => setChecked(true),
    /** Something was typed since. */
    touch: () => setSaved(false),
    save: (input: InputOf<E>) =>
      run(input).then(
        () => setSaved(true),
        () => {},
      ),
  }
}

type PolicyChange = Omit<ReturnType<typeof usePolicyChange>, 'save'>

/** A rule of the provider, saved by itself; whoever does not work at the desk reads it. */
export function PolicySection({
  title,
  change,
  mayChange = true,
  isRight = true,
  onSave,
  children,
}: {
  title: string
  change: PolicyChange
  mayChange?: boolean
  isRight?: boolean
  onSave: () => void
  children: ReactNode
}) {
  const { t } = useWords()
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    change.check()
    change.touch()
    if (isRight) onSave()
    else showFirstWrong(event.currentTarget)
  }
  return (
    <Section title={title}>
      <form onSubmit={save} noValidate>
        <Stack className="card" maw={680}>
          {children}
          <ProblemNote problem={change.problem} />
          <div role="status">{change.isSaved ? <Note tone="good">{t('policy:saved')}</Note> : null}</div>
          <Group>
            {mayChange ? (
              <Button
                type="submit"
                loading={change.isRunning}
                aria-label={t('policy:saveOf', { section: title })}
              >
                {t('common.save')}
              </Button>
            ) : (
              <MayButton can="not-allowed" onClick={() => {}}>
                {t('common.save')}
              </MayButton>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

/** A whole number that is being typed. It begins with what holds and stays, whatever is answered meanwhile. */
export function useWholeNumber(held: number, [least, most]: readonly [least: number, most: number]) {
  const [typed, type] = useState(String(held))
  const value = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : Number.NaN
  return { typed, type, value, isRight: value >= least && value <= most, least, most }
}

export function WholeNumberField({
  number,
  change,
  label,
  hint,
  mayChange = true,
}: {
  number: ReturnType<typeof useWholeNumber>
  change: PolicyChange
  label: string
  hint?: string
  mayChange?: boolean
}) {
  const { t } = useWords()
  const { least, most } = number
  return (
    <TextInput
      inputMode="numeric"
      label={label}
      description={hint}
      value={number.typed}
      onChange={event => {
        change.touch()
        number.type(event.currentTarget.value)
      }}
      error={change.isChecked && !number.isRight ? t('policy:range', { least, most }) : null}
      readOnly={!mayChange}
    />
  )
}
