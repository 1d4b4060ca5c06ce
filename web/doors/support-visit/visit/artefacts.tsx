import { Group, Stack, Text } from '@mantine/core'
import { useWords } from '../../../language.ts'
import { useSaying } from '../../../ui/moment.tsx'
import { Note, Tag } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'
import type { AVisit } from './visit-card.tsx'

const tones = { wanted: 'open', present: 'open', removing: 'bad', gone: 'good' } as const

/** What is made outside for a visit, each with its own state. */
export function Artefacts({ visit, zone }: { visit: AVisit; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  return (
    <Section title={t('visits:artefacts')}>
      {visit.artefacts.length === 0 ? <Text c="dimmed">{t('visits:artefactsNone')}</Text> : null}
      {visit.artefacts.map(one => (
        <Stack key={one.id} className="card" gap="xs">
          <Group justify="space-between" gap="xs">
            <Text fw={650}>
              {t(`visits:kinds.${one.kind as 'admin'}`, { defaultValue: one.kind })}
              {' · '}
              {one.system === 'by-hand' ? t('visits:byHand') : one.system}
            </Text>
            <Tag tone={one.error ? 'bad' : tones[one.state]}>{t(`visits:artefact.${one.state}`)}</Tag>
          </Group>
          <Text size="sm" c="dimmed">
            {say.second(one.since)}
          </Text>
          {one.shared ? <Text size="sm">{t('visits:shared')}</Text> : null}
          {one.error ? <Note tone="bad">{one.error}</Note> : null}
        </Stack>
      ))}
    </Section>
  )
}
