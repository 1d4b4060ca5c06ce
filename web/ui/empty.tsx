import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** Nothing here: what that means, and what to do next. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <Stack className="card" align="flex-start" gap="xs">
      <Title order={2}>{title}</Title>
      {hint ? (
        <Text c="dimmed" maw={620}>
          {hint}
        </Text>
      ) : null}
      {children}
    </Stack>
  )
}
