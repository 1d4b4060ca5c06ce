import { Button, Group, Text } from '@mantine/core'
import type { Problem } from '../../api/problem.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { WarnIcon } from '../../ui/icons.tsx'
import { sayList } from '../../ui/say-time.ts'
import { type Catalogue, type Difference, dangersAmong } from './boxes.ts'
import { DifferenceList } from './difference-list.tsx'
import { usePermissionWords } from './permission-words.ts'

/** What is about to be saved, in words, and that it counts at once. Stays in reach however long the table is. */
export function SaveBar({
  catalogue,
  difference,
  name,
  isNothingLeft,
  isRunning,
  problem,
  onSave,
  onDrop,
}: {
  catalogue: Catalogue
  difference: Difference
  name: string
  isNothingLeft: boolean
  isRunning: boolean
  problem: Problem | null
  onSave: () => void
  onDrop: () => void
}) {
  const { t, language } = useWords()
  const words = usePermissionWords()
  const dangers = dangersAmong(catalogue, difference.added)
  return (
    <>
      <div role="status">
        <DifferenceList catalogue={catalogue} of={difference} />
        {isNothingLeft ? <Text className="bad">{t('rights:bar.none', { name })}</Text> : null}
      </div>
      {dangers.length > 0 ? (
        <Group gap="xs" wrap="nowrap" align="flex-start" className="bad">
          <WarnIcon />
          <Text size="sm">
            {t('rights:bar.dangers', { rights: sayList(dangers.map(words.label), language) })}
          </Text>
        </Group>
      ) : null}
      <Text size="sm" fw={600}>
        {t('rights:bar.atOnce')}
      </Text>
      <ProblemNote problem={problem} />
      <Group>
        <Button onClick={onSave} loading={isRunning} disabled={isNothingLeft}>
          {t('rights:bar.save')}
        </Button>
        <Button variant="default" onClick={onDrop} disabled={isRunning}>
          {t('rights:bar.drop')}
        </Button>
      </Group>
    </>
  )
}
