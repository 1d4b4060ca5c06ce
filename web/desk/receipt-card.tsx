import type { ReactNode } from 'react'
import { Section } from '../ui/page.tsx'

/** A part of a receipt. */
export function Card({
  title,
  onNewPage = false,
  children,
}: {
  title: string
  /** On paper: what comes from here on is for whoever checks it. */
  onNewPage?: boolean
  children: ReactNode
}) {
  return (
    <div className={`card receipt-part ${onNewPage ? 'receipt-part-on-new-page' : ''}`}>
      <Section title={title}>{children}</Section>
    </div>
  )
}
