import { Button, Group, List, Stack } from '@mantine/core'
import type { Problem } from '../../api/problem.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { takesFocus } from './takes-focus.ts'

/** Asks once more, and says what will be: for what cannot be undone. */
export function Confirmation({
  title,
  consequences,
  confirmLabel,
  isOpen,
  isRunning,
  problem,
  isDanger = true,
  onConfirm,
  onCancel,
}: {
  title: string
  consequences: readonly string[]
  confirmLabel: string
  isOpen: boolean
  isRunning: boolean
  problem: Problem | null
  isDanger?: boolean
  onConfirm: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  return (
    <Sheet title={title} isOpen={isOpen} onClose={onCancel} closeLabel={t('common.close')} locked={isRunning}>
      <Stack>
        <List>
          {consequences.map(consequence => (
            <List.Item key={consequence}>{consequence}</List.Item>
          ))}
        </List>
        <ProblemNote problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={isRunning} ref={takesFocus}>
            {t('common.cancel')}
          </Button>
          <Button {...(isDanger ? { color: 'danger' } : {})} loading={isRunning} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  )
}
