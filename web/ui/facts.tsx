import type { ReactNode } from 'react'

/** Words and what they stand for, in two columns where there is room; `arePaired`: two of them beside each other. */
export function Facts({ children, arePaired = false }: { children: ReactNode; arePaired?: boolean }) {
  return <dl className={arePaired ? 'facts facts-paired' : 'facts'}>{children}</dl>
}

/** One of them; left out when there is nothing to say. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '' || children === false) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
