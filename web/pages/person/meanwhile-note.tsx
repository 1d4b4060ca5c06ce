import { Button, Group, Stack, Text } from '@mantine/core'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { type Catalogue, differenceOf, isSame } from './boxes.ts'
import { useSayDifference } from './permission-words.ts'
import type { Seen } from './use-box-draft.ts'

/** Somebody else was quicker: who changed what, and what shall become of one's own changes. */
export function MeanwhileNote({
  catalogue,
  seen,
  theirs,
  zone,
  onApply,
  onDrop,
}: {
  catalogue: Catalogue
  seen: Seen
  theirs: Seen
  zone: string
  onApply: () => void
  onDrop: () => void
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const sayDifference = useSayDifference(catalogue)
  const difference = differenceOf(seen.permissions, theirs.permissions)
  return (
    <Note tone="open" live="alert">
      <Stack gap="xs">
        <Text fw={600}>
          {t('rights:meanwhile.changed', {
            by: theirs.changedBy.name,
            at: say.second(theirs.changedAt),
            changes: isSame(difference) ? t('rights:meanwhile.nothing') : sayDifference(difference),
          })}
        </Text>
        <Text>{t('rights:meanwhile.yoursStay')}</Text>
        <Group>
          <Button onClick={onApply}>{t('rights:meanwhile.apply')}</Button>
          <Button variant="default" onClick={onDrop}>
            {t('rights:meanwhile.drop')}
          </Button>
        </Group>
      </Stack>
    </Note>
  )
}
