import { type ReactNode, useEffect, useRef } from 'react'

type Tone = 'plain' | 'open' | 'good' | 'bad'

/**
 * A few words in a box. `live` reads them out when they appear: 'status' waits for a pause, 'alert' does not.
 * `takesFocus`: it stands where the button was that somebody pressed, and whoever works by keyboard stays there.
 */
export function Note({
  tone = 'plain',
  live,
  takesFocus = false,
  children,
}: {
  tone?: Tone
  live?: 'status' | 'alert'
  takesFocus?: boolean
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) box.current?.focus()
  }, [takesFocus])
  return (
    <div
      ref={box}
      className={`note note-${tone}`}
      {...(live ? { role: live } : {})}
      {...(takesFocus ? { tabIndex: -1 } : {})}
    >
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
