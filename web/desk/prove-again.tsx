import { type ComponentType, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { ProofContext } from '../api/use-api.ts'
import { learn } from '../language.ts'
import type { ProofSheetProps } from './prove-again-sheet.tsx'

type Asked = { answer: Promise<boolean>; settle: (isProved: boolean) => void; from: Element | null }

/**
 * Where a call that was refused for want of a fresh proof waits until the person has proven who he is, or would rather
 * not. The dialogue and its words are loaded when somebody needs them: most days nobody does.
 */
export function ProveAgain({ children }: { children: ReactNode }) {
  const [ProofSheet, setProofSheet] = useState<ComponentType<ProofSheetProps> | null>(null)
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<Asked | null>(null)

  const ask = useCallback(async (from: Element | null): Promise<boolean> => {
    // Several calls that wait are answered by one proof.
    if (waiting.current) return waiting.current.answer
    const asked = newQuestion(from)
    waiting.current = asked
    try {
      const [{ ProofSheet: loaded }] = await Promise.all([
        import('./prove-again-sheet.tsx'),
        learn('settings'),
      ])
      setProofSheet(() => loaded)
      setOpen(waiting.current === asked)
    } catch {
      waiting.current = null
      asked.settle(false)
      throw new Problem('unreachable', 0)
    }
    return asked.answer
  }, [])

  const finish = useCallback((isProved: boolean) => {
    const asked = waiting.current
    if (!asked) return
    waiting.current = null
    setOpen(false)
    asked.settle(isProved)
    if (!isProved) focusAgain(asked.from)
  }, [])

  // The dialogue may stand above another one, and every open sheet hears Escape: who pressed it wants the uppermost
  // closed, and not to lose what he typed below. This listener is there before any sheet is open, so it hears first.
  useLayoutEffect(() => {
    const hearEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || !waiting.current) return
      event.preventDefault()
      event.stopImmediatePropagation()
      finish(false)
    }
    window.addEventListener('keydown', hearEscape, { capture: true })
    return () => window.removeEventListener('keydown', hearEscape, { capture: true })
  }, [finish])

  return (
    <>
      <ProofContext value={ask}>{children}</ProofContext>
      {ProofSheet ? (
        <ProofSheet isOpen={isOpen} onProved={() => finish(true)} onCancel={() => finish(false)} />
      ) : null}
    </>
  )
}

function newQuestion(from: Element | null): Asked {
  let settle: Asked['settle'] = () => {}
  const answer = new Promise<boolean>(resolve => {
    settle = resolve
  })
  return { answer, settle, from }
}

/** The button that was pressed is disabled until the refusal has come back to it, which takes some frames. */
function focusAgain(element: Element | null, framesLeft = 30): void {
  if (!(element instanceof HTMLElement) || element === document.body || framesLeft === 0) return
  element.focus()
  if (document.activeElement !== element) requestAnimationFrame(() => focusAgain(element, framesLeft - 1))
}
