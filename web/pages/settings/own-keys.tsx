import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { useWords } from '../../language.ts'
import { Empty } from '../../ui/empty.tsx'
import { Facts } from '../../ui/facts.tsx'
import type { useSaying } from '../../ui/moment.tsx'
import { Card } from './settings-page.tsx'

/** Keys of one's own: those that count with the way to another one, and those that are over, folded away. */
export function OwnKeys<K extends { id: string }>({
  valid,
  over,
  says,
  onAdd,
  row,
}: {
  valid: readonly K[]
  over: readonly K[]
  says: { valid: string; none: string; noneHint: string; add: string; over: string }
  onAdd: () => void
  row: (key: K, isValid: boolean) => ReactNode
}) {
  return (
    <>
      {valid.length > 0 ? (
        <Card title={says.valid}>
          <Rows keys={valid} row={key => row(key, true)} />
          <Group>
            <Button onClick={onAdd}>{says.add}</Button>
          </Group>
        </Card>
      ) : (
        <Empty title={says.none} hint={says.noneHint}>
          <Button onClick={onAdd}>{says.add}</Button>
        </Empty>
      )}
      {over.length > 0 ? (
        <details>
          <summary className="summary">{says.over}</summary>
          <div className="card">
            <Rows keys={over} row={key => row(key, false)} />
          </div>
        </details>
      ) : null}
    </>
  )
}

function Rows<K extends { id: string }>({ keys, row }: { keys: readonly K[]; row: (key: K) => ReactNode }) {
  return (
    <ul className="plain-list rows">
      {keys.map(key => (
        <li key={key.id}>{row(key)}</li>
      ))}
    </ul>
  )
}

/** @param removal for a key that still counts */
export function OwnKey({
  name,
  beside,
  tags,
  removal,
  children,
}: {
  name: string
  beside: string
  tags: ReactNode
  removal: { label: string; says: string; onRemove: () => void } | undefined
  children: ReactNode
}) {
  return (
    <Stack gap={6} py="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Group gap="xs" style={{ minWidth: 0, flex: '1 1 12rem' }}>
          <Title order={3}>{name}</Title>
          <Text size="sm" c="dimmed">
            {beside}
          </Text>
          {tags}
        </Group>
        {removal ? (
          <Button
            size="xs"
            variant="outline"
            color="danger"
            aria-label={removal.label}
            onClick={removal.onRemove}
          >
            {removal.says}
          </Button>
        ) : null}
      </Group>
      <Facts>{children}</Facts>
    </Stack>
  )
}

/** When a key was used last, and from where. */
export function sayUse(
  of: 'keys' | 'sshKeys',
  { lastUsedAt, lastNetwork }: { lastUsedAt: string | null; lastNetwork: string | null },
  t: ReturnType<typeof useWords>['t'],
  say: ReturnType<typeof useSaying>,
): string {
  if (lastUsedAt === null) return t(`settings:${of}.neverUsed`)
  const at = say.relative(lastUsedAt)
  return lastNetwork === null ? at : t(`settings:${of}.usedFrom`, { at, network: lastNetwork })
}
