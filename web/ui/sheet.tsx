import { CloseButton, Title } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { focusHeading } from './page.tsx'

/**
 * A dialogue: a window on a desk, a whole screen on a phone. The browser's own <dialog> keeps the focus inside, makes
 * the page behind it inert and gives the focus back.
 */
export function Sheet({
  title,
  isOpen,
  onClose,
  closeLabel,
  locked = false,
  children,
}: {
  title: ReactNode
  isOpen: boolean
  onClose: () => void
  closeLabel: string
  /** While something runs, or when closing would lose what is shown only once. */
  locked?: boolean
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const shown = dialog.current
    if (isOpen && shown && !shown.open) shown.showModal()
    if (!isOpen && shown?.open) {
      shown.close()
      // The button that opened it may be gone by what was done in it.
      if (document.activeElement === document.body) focusHeading()
    }
  }, [isOpen])
  // At a second Escape without a click in between, browsers close a dialogue whatever its page says; what is shown only
  // once would be gone. So the key never reaches them, and `closedby` keeps back the other ways, a phone's back among them.
  useEffect(() => {
    if (!isOpen) return
    const hearEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      if (!locked) onClose()
    }
    window.addEventListener('keydown', hearEscape, { capture: true })
    return () => window.removeEventListener('keydown', hearEscape, { capture: true })
  }, [isOpen, locked, onClose])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      closedby={locked ? 'none' : 'closerequest'}
      onCancel={event => {
        event.preventDefault()
        if (!locked) onClose()
      }}
      // For browsers that do not know `closedby`.
      onClose={() => isOpen && (locked ? dialog.current?.showModal() : onClose())}
    >
      <div className="sheet-head">
        <Title order={2} id={titleId}>
          {title}
        </Title>
        {locked ? null : <CloseButton size="lg" aria-label={closeLabel} onClick={onClose} />}
      </div>
      {isOpen ? children : null}
    </dialog>
  )
}
