import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { Problem } from '../api/problem.ts'
import { useWords } from '../language.ts'
import { useSaying } from '../ui/moment.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSayUntil } from './countdown.tsx'
import { EndingResult } from './ending-result.tsx'
import type { Live } from './live-entries.tsx'
import { ProblemNote } from './problem-note.tsx'
import { ReasonField } from './reason-field.tsx'

export type EndingPlan = {
  title: string
  hint?: string
  /** What will be cut, as far as it is in view. */
  grants: readonly { id: string; subject: string; where: string; until: string | null }[]
  entries: readonly Live[]
  /** There are more than are in view, and they end too. */
  hasMore?: boolean
  /** How many more than are named. */
  more?: { grants: number; entries: number }
  /** Words to type before it happens: only for what cannot be meant by a slip. */
  typed?: string
  zone: string
  /** The account, where this person may read receipts: then the result waits for the confirmations. */
  accountId?: string
  confirmLabel?: string
  resultTitle?: string
  run: (note: string) => Promise<Static<typeof Ending>>
}

const OpenSheet = createContext<(plan: EndingPlan) => void>(() => {})

/** Asks once more, ends, and shows what was cut. */
export function useEndingSheet(): (plan: EndingPlan) => void {
  return useContext(OpenSheet)
}

/**
 * Holds the one sheet of all endings. It stands above the pages, because the card whose button was pressed vanishes
 * with the grant, and the result must not vanish with it.
 */
export function EndingSheets({ children }: { children: ReactNode }) {
  const { t } = useWords()
  const [plan, setPlan] = useState<EndingPlan | null>(null)
  const [result, setResult] = useState<Static<typeof Ending> | null>(null)
  const [isRunning, setRunning] = useState(false)
  const open = useMemo(
    () => (next: EndingPlan) => {
      setResult(null)
      setPlan(next)
    },
    [],
  )
  const close = () => setPlan(null)
  return (
    <OpenSheet value={open}>
      {children}
      <Sheet
        isOpen={plan !== null}
        onClose={close}
        closeLabel={t('common.close')}
        locked={isRunning}
        title={result ? (plan?.resultTitle ?? t('ending.resultTitle')) : (plan?.title ?? '')}
      >
        {plan && result ? (
          <Stack>
            <EndingResult
              ending={result}
              zone={plan.zone}
              {...(plan.accountId ? { accountId: plan.accountId } : {})}
            />
            <Group justify="flex-end">
              <Button onClick={close} autoFocus>
                {t('ending.done')}
              </Button>
            </Group>
          </Stack>
        ) : plan ? (
          <BeforeEnding plan={plan} onCancel={close} onRunning={setRunning} onEnded={setResult} />
        ) : null}
      </Sheet>
    </OpenSheet>
  )
}

function BeforeEnding({
  plan,
  onCancel,
  onRunning,
  onEnded,
}: {
  plan: EndingPlan
  onCancel: () => void
  onRunning: (isRunning: boolean) => void
  onEnded: (ending: Static<typeof Ending>) => void
}) {
  const { t } = useWords()
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [typed, setTyped] = useState('')
  const [isMissing, setMissing] = useState(false)
  const typing = useRef<HTMLInputElement>(null)
  const end = async () => {
    if (plan.typed && !isSame(typed, plan.typed)) {
      setMissing(true)
      typing.current?.focus()
      return
    }
    setRunning(true)
    onRunning(true)
    setProblem(null)
    try {
      onEnded(await plan.run(note.trim()))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setRunning(false)
      onRunning(false)
    }
  }
  return (
    <Stack>
      {plan.hint ? <Text>{plan.hint}</Text> : null}
      <WhatEnds plan={plan} />
      <ReasonField label={t('ending.note')} value={note} onChange={setNote} />
      {plan.typed ? (
        <TextInput
          ref={typing}
          label={t('ending.typeLabel', { words: plan.typed })}
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value)
            setMissing(false)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) void end()
          }}
          autoComplete="off"
          autoCapitalize="off"
          error={isMissing ? t('ending.typeMissing', { words: plan.typed }) : null}
        />
      ) : null}
      <ProblemNote problem={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={isRunning}>
          {t('common.cancel')}
        </Button>
        <Button color="danger" loading={isRunning} onClick={end}>
          {plan.confirmLabel ?? t('ending.now')}
        </Button>
      </Group>
    </Stack>
  )
}

function isSame(typed: string, wanted: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
  return plain(typed) === plain(wanted)
}

/** Before it happens: what will be cut. */
function WhatEnds({ plan }: { plan: EndingPlan }) {
  const { t } = useWords()
  const say = useSaying(plan.zone)
  const sayUntil = useSayUntil(plan.zone)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className="note note-plain what-ends" aria-label={t('ending.whatEnds')} tabIndex={0}>
      <Text fw={600}>{t('ending.whatEnds')}</Text>
      <List mb="xs">
        {plan.grants.map(grant => (
          <List.Item key={grant.id}>
            {t('ending.cutGrant', {
              subject: grant.subject,
              where: grant.where,
              until: sayUntil(grant.until),
            })}
          </List.Item>
        ))}
        {plan.more?.grants ? (
          <List.Item>{t('ending.cutMoreGrants', { count: plan.more.grants })}</List.Item>
        ) : null}
        {plan.hasMore ? <List.Item>{t('ending.cutMore')}</List.Item> : null}
      </List>
      {plan.grants.length === 0 ? <Text>{t('ending.cutNothing')}</Text> : null}
      {plan.entries.length === 0 && !plan.more?.entries ? (
        <Text>{t('ending.cutNobody')}</Text>
      ) : (
        <>
          <Text fw={600}>{t('ending.cutEntries')}</Text>
          <List>
            {plan.entries.map(entry => (
              <List.Item key={entry.id}>
                {t('ending.cutEntry', { person: entry.person.name, at: say.instant(entry.openedAt) })}
              </List.Item>
            ))}
            {plan.more?.entries ? (
              <List.Item>{t('ending.cutMoreEntries', { count: plan.more.entries })}</List.Item>
            ) : null}
          </List>
        </>
      )}
    </section>
  )
}
