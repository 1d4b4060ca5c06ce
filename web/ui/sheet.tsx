import { CloseButton, Title } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'

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
    if (!isOpen && shown?.open) shown.close()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        if (!locked) onClose()
      }}
      // Some browsers close at the second Escape whatever was said at the first.
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
