import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

// The first page is read from the top anyway; every later one takes the focus to its heading, or a screen reader would
// stay on a link that is gone.
let isFirstPage = true

/** Where the focus goes when the thing that had it is gone from the page. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('.page-title')?.focus({ preventScroll: true })
}

type PageProps = {
  title: string
  above?: ReactNode
  below?: ReactNode
  beside?: ReactNode
  children: ReactNode
}

/** A page: its heading, which names the document too, what stands beside it, and the content. */
export function Page({ title, above, below, beside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Einlass`
  }, [title])
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  return (
    <Stack gap="lg" maw={960} mx="auto">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Box style={{ minWidth: 0 }}>
          {above ? <Text c="dimmed">{above}</Text> : null}
          <Title order={1} ref={heading} tabIndex={-1} className="page-title">
            {title}
          </Title>
          {below ? (
            <Text c="dimmed" mt={4}>
              {below}
            </Text>
          ) : null}
        </Box>
        {beside}
      </Group>
      {children}
    </Stack>
  )
}

/** A part of a page with a heading of its own. */
export function Section({
  title,
  beside,
  children,
}: {
  title: string
  beside?: ReactNode
  children: ReactNode
}) {
  return (
    <Stack component="section" gap="sm">
      <Group justify="space-between" align="center" gap="sm">
        <Title order={2}>{title}</Title>
        {beside}
      </Group>
      {children}
    </Stack>
  )
}
