import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link inside the console that looks like a button. `to` comes from contract/paths.ts. */
export function LinkButton({
  to,
  children,
  ...looks
}: ButtonProps & { to: string; children: ReactNode; 'aria-label'?: string }) {
  return (
    <Button component={Link} to={to} {...looks}>
      {children}
    </Button>
  )
}

/** A link inside the console. */
export function PageLink({ to, children, label }: { to: string; children: ReactNode; label?: string }) {
  return (
    <Anchor component={Link} to={to} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </Anchor>
  )
}
