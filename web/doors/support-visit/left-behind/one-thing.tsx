import { Group, Text } from '@mantine/core'
import { useWords } from '../../../language.ts'
import { useSaying } from '../../../ui/moment.tsx'
import { Tag } from '../../../ui/note.tsx'
import type { Thing } from './left-behind.tsx'
import { useKind } from './use-kind.ts'

const tones = {
  found: 'bad',
  cannot: 'bad',
  removing: 'plain',
  removed: 'good',
  kept: 'plain',
  vanished: 'plain',
} as const

/** One thing: what it is, what became of it, and what to do where the connector cannot. */
export function OneThing({
  item,
  zone,
  isSelected,
  onSelect,
}: {
  item: Thing
  zone: string
  isSelected: boolean
  onSelect: ((isSelected: boolean) => void) | undefined
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const kind = useKind()(item.kind)
  const at = say.instant(item.at)
  const lines = {
    found: [t('left-behind:firstSeen', { at })],
    cannot: [t('left-behind:byHand', { why: item.why ?? '' }), t('left-behind:byHandTodo')],
    removing: [],
    removed: [t('left-behind:removedAt', { at, witness: item.witness ?? '' })],
    kept: [
      t('left-behind:keptBy', { by: item.by?.name ?? '', at }),
      ...(item.note ? [t('left-behind:note', { note: item.note })] : []),
    ],
    vanished: [t('left-behind:vanishedAt', { at })],
  }[item.state]
  const said = (
    <span style={{ overflowWrap: 'anywhere' }}>
      <span className="plate-title">
        {kind}: {item.name}
      </span>
      {lines.map(line => (
        <span className="plate-hint" key={line}>
          {line}
        </span>
      ))}
    </span>
  )
  return (
    <li>
      <Group justify="space-between" align="flex-start" gap="xs">
        {onSelect ? (
          <label className="plate" style={{ flex: 1, minWidth: 220 }}>
            <input
              type="checkbox"
              checked={isSelected}
              aria-label={t('left-behind:select', { kind, name: item.name })}
              onChange={event => onSelect(event.currentTarget.checked)}
            />
            {said}
          </label>
        ) : (
          <Text component="div" style={{ flex: 1, minWidth: 220 }}>
            {said}
          </Text>
        )}
        <Tag tone={tones[item.state]}>{t(`left-behind:item.${item.state}`)}</Tag>
      </Group>
    </li>
  )
}
