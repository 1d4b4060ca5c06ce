import { Text } from '@mantine/core'
import type { Static } from 'typebox'
import type { LiveEntry } from '#contract/grants.ts'
import { useWords } from '../language.ts'
import { PersonIcon } from '../ui/icons.tsx'
import { useSaying } from '../ui/moment.tsx'

export type Live = Static<typeof LiveEntry>

/** Who is inside at this moment. */
export function LiveEntries({ entries, zone }: { entries: readonly Live[]; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  if (entries.length === 0) return <Text c="dimmed">{t('grant.insideNobody')}</Text>
  return (
    <ul className="plain-list">
      {entries.map(entry => (
        <li key={entry.id} style={{ display: 'flex', gap: '0.5rem', alignItems: 'baseline' }}>
          <span style={{ position: 'relative', top: 3 }}>
            <PersonIcon size={16} />
          </span>
          <span>
            <strong>{entry.person.name}</strong>{' '}
            <Text span c="dimmed">
              {t('grant.insideSince', { at: say.instant(entry.openedAt) })} ({say.relative(entry.openedAt)})
              {entry.network ? ` · ${t('grant.network', { network: entry.network })}` : ''}
            </Text>
          </span>
        </li>
      ))}
    </ul>
  )
}
