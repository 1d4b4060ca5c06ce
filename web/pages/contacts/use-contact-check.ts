import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { checkContact } from '#contract/contacts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { useAnswer } from '../../api/use-api.ts'
import { bodyOf, type FormDraft, type FormField } from './contact-draft.ts'

export type Finding = AnswerOf<typeof checkContact>['findings'][number]

/** So long nobody types before what he typed is looked at, ms. */
const pauseMs = 400

/**
 * What the desk says of a draft, when a field is left and after a pause: the rules are there and nowhere else. Nothing is
 * said of a field before somebody was in it, or tried to save.
 */
export function useContactCheck(accountId: string, contactId: string | null, draft: FormDraft) {
  const [asked, ask] = useState(draft)
  const [seen, setSeen] = useState<ReadonlySet<FormField>>(new Set())
  const [isTried, setTried] = useState(false)
  const [last, setLast] = useState<FormField | null>(null)
  const look = (field: FormField) => {
    setSeen(before => (before.has(field) ? before : new Set([...before, field])))
    setLast(field)
  }
  const afterPause = useDebouncedCallback((next: FormDraft, field: FormField | null) => {
    ask(next)
    if (field && next[field] !== '') look(field)
  }, pauseMs)
  const askNow = (next: FormDraft) => {
    afterPause.cancel()
    ask(next)
  }
  const answer = useAnswer(
    checkContact,
    { params: { accountId }, body: { draft: bodyOf(asked), ...(contactId ? { contactId } : {}) } },
    { keep: true },
  )
  const all = answer.data?.findings ?? []
  const findings = isTried ? all : all.filter(({ field }) => seen.has(field))
  return {
    data: answer.data,
    findings,
    unusual: findings.filter(({ is }) => is === 'unusual').length,
    isWrong: all.some(({ is }) => is === 'wrong'),
    /** What is said is about exactly what stands there now. */
    isCurrent: asked === draft && !answer.isPlaceholderData && answer.data !== undefined,
    /** About which something was said last, for who hears the page. */
    last,
    type: afterPause,
    /** Chosen from a list: nobody is in the middle of it. */
    choose(next: FormDraft, field: FormField | null) {
      askNow(next)
      if (field) look(field)
    },
    leave(field: FormField) {
      askNow(draft)
      look(field)
    },
    tryToSave() {
      askNow(draft)
      setTried(true)
    },
  }
}

export type ContactCheck = ReturnType<typeof useContactCheck>
