import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** A dialogue: a window on a desk, a whole screen on a phone. */
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
  const isPhone = useMediaQuery('(max-width: 36em)') ?? false
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size="lg"
      fullScreen={isPhone}
      closeOnClickOutside={!locked}
      closeOnEscape={!locked}
      withCloseButton={!locked}
      closeButtonProps={{ 'aria-label': closeLabel }}
      transitionProps={{ duration: 120 }}
      styles={{ title: { fontWeight: 650, fontSize: '1.2rem' }, content: { background: 'var(--card)' }, header: { background: 'var(--card)' } }}
    >
      {children}
    </Modal>
  )
}
