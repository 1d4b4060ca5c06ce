import { Button, Group } from '@mantine/core'
import { useWords } from '../language.ts'

/** How a form ends: it is left, or sent. */
export function FormEnd({
  submit,
  isRunning,
  onCancel,
}: {
  submit: string
  isRunning: boolean
  onCancel: () => void
}) {
  const { t } = useWords()
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel} disabled={isRunning}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" loading={isRunning}>
        {submit}
      </Button>
    </Group>
  )
}
