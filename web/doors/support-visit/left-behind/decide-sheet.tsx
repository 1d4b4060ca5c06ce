import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { keepLeftBehind, removeLeftBehind } from '#contract/left-behind.ts'
import { useAction } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { Sheet } from '../../../ui/sheet.tsx'
import type { Thing } from './left-behind.tsx'
import { useKind } from './use-kind.ts'

/** What was shown when it opened is what is meant, whatever the page behind learns meanwhile. */
export type Deciding = { what: 'remove' | 'keep'; items: readonly Thing[]; isOpen: boolean }

/** What exactly goes, or stays, before it does. */
export function DecideSheet({
  what,
  items,
  isOpen,
  params,
  onClose,
}: Deciding & {
  params: { accountId: string; grantId: string }
  onClose: () => void
}) {
  const { t } = useWords()
  const kind = useKind()
  const [note, setNote] = useState('')
  const remove = useAction(removeLeftBehind)
  const keep = useAction(keepLeftBehind)
  const isRunning = remove.isRunning || keep.isRunning
  const ids = items.map(({ id }) => id)
  const decide = () => {
    const done =
      what === 'remove'
        ? remove.run({ params, body: { items: ids } })
        : keep.run({ params, body: { items: ids, ...(note.trim() ? { note: note.trim() } : {}) } })
    void done.then(
      () => {
        setNote('')
        onClose()
      },
      () => {},
    )
  }
  return (
    <Sheet
      title={t(what === 'remove' ? 'left-behind:removeTitle' : 'left-behind:keepTitle', {
        count: items.length,
      })}
      isOpen={isOpen}
      onClose={onClose}
      closeLabel={t('common.close')}
      locked={isRunning}
    >
      <Stack>
        <List style={{ overflowWrap: 'anywhere' }}>
          {items.map(item => (
            <List.Item key={item.id}>
              {kind(item.kind)}: {item.name}
            </List.Item>
          ))}
        </List>
        <Text>{t(what === 'remove' ? 'left-behind:removeHint' : 'left-behind:keepHint')}</Text>
        {what === 'keep' ? (
          <TextInput
            label={t('left-behind:keepNote')}
            maxLength={500}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
        ) : null}
        <ProblemNote problem={remove.problem ?? keep.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={isRunning}>
            {t('common.cancel')}
          </Button>
          <Button {...(what === 'remove' ? { color: 'danger' } : {})} loading={isRunning} onClick={decide}>
            {t(what === 'remove' ? 'left-behind:removeNow' : 'left-behind:keepNow')}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  )
}
