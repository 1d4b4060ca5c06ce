import type { ReactNode } from 'react'

type Tone = 'plain' | 'open' | 'good' | 'bad'

/**
 * A few words in a box. `live` reads them out when they appear: 'status' waits for a pause, 'alert' does not.
 */
export function Note({
  tone = 'plain',
  live,
  children,
}: {
  tone?: Tone
  live?: 'status' | 'alert'
  children: ReactNode
}) {
  return (
    <div className={`note note-${tone}`} {...(live ? { role: live } : {})}>
      {children}
    </div>
  )
}

/** A state in a word or two: always text, never colour alone. */
export function Tag({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <span className={`tag ${tone === 'plain' ? '' : `tag-${tone}`}`}>
      {icon}
      {children}
    </span>
  )
}
