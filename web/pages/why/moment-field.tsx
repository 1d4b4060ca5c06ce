import { Button, Group, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useWords } from '../../language.ts'
import { useNow } from '../../ui/clock.ts'
import { Plates } from '../../ui/plates.tsx'
import { localInput } from '../../ui/say-time.ts'
import { addDays, instantOf, lastWeekday } from './wall-clock.ts'

/** Now, or a moment on the wall clock of the account's zone; a few of them at hand. */
export function MomentField({
  at,
  zone,
  onChange,
}: {
  at: string | null
  zone: string
  onChange: (at: string | null) => void
}) {
  const { t } = useWords()
  const now = useNow(60_000)
  // Half a time stands in the field for as long as somebody types, and goes nowhere.
  const [local, setLocal] = useState('')
  useEffect(() => setLocal(at === null ? '' : localInput(at, zone)), [at, zone])
  const isAhead = at !== null && Date.parse(at) > now + 60_000

  const choose = (next: string) => {
    setLocal(next)
    const instant = instantOf(next, zone)
    if (instant !== null) onChange(new Date(instant).toISOString())
  }
  const [today, clock] = localInput(now, zone).split('T') as [string, string]
  const presets = {
    yesterday: `${addDays(today, -1)}T${clock}`,
    week: `${addDays(today, -7)}T${clock}`,
    tuesday: `${lastWeekday(today, 2)}T10:00`,
    friday: `${lastWeekday(today, 5)}T18:00`,
  } as const
  return (
    <div>
      <Plates
        isCompact
        label={t('why:when')}
        value={at === null ? 'now' : 'then'}
        onChange={value => (value === 'now' ? onChange(null) : choose(presets.yesterday))}
        plates={[
          { value: 'now', title: t('why:now') },
          { value: 'then', title: t('why:earlier') },
        ]}
      />
      {at === null ? null : (
        <Group align="flex-end" gap="sm" mt="sm">
          <TextInput
            type="datetime-local"
            label={t('why:moment')}
            description={t('why:momentHint', { zone })}
            value={local}
            max={localInput(now, zone)}
            onChange={event => choose(event.currentTarget.value)}
            error={isAhead ? t('why:momentAhead') : null}
          />
          <Group gap="xs">
            {(['yesterday', 'week', 'tuesday', 'friday'] as const).map(preset => (
              <Button key={preset} size="xs" variant="default" onClick={() => choose(presets[preset])}>
                {t(`why:preset.${preset}`)}
              </Button>
            ))}
          </Group>
        </Group>
      )}
    </div>
  )
}
