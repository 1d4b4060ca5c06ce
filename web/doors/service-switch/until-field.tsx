import { TextInput } from '@mantine/core'
import { useSayUntil } from '../../desk/countdown.tsx'
import { useWords } from '../../language.ts'
import { useNow } from '../../ui/clock.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Plates } from '../../ui/plates.tsx'
import { localInput, sayDay, sayList } from '../../ui/say-time.ts'
import { type PresetMeaning, presetNames, type UntilDraft } from './until.ts'

/** Until when: the presets with the end that each means now and the days it leaves out, or an own date and time. */
export function UntilField({
  draft,
  onChange,
  zone,
  presets,
  longestUntil,
  isMissing = false,
}: {
  draft: UntilDraft
  onChange: (draft: UntilDraft) => void
  zone: string
  /** As the desk computed them; null where the end only counts from an answer that is still to come. */
  presets: readonly PresetMeaning[] | null
  longestUntil?: string
  /** Say that the own date is not complete. */
  isMissing?: boolean
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const now = useNow(60_000)
  const sayPreset = useSayPreset(zone)
  return (
    <div>
      <Plates
        label={t('preset.label')}
        value={draft.choice}
        onChange={choice => onChange({ ...draft, choice })}
        plates={[
          ...(presets
            ? presets.map(meaning => ({
                value: meaning.preset,
                title: t(`preset.${meaning.preset}`),
                hint: sayPreset(meaning),
                disabled: meaning.refused !== null,
              }))
            : presetNames.map(value => ({ value, title: t(`preset.${value}`) }))),
          { value: 'own' as const, title: t('preset.own'), hint: t('preset.ownLabel') },
        ]}
      />
      {draft.choice === 'own' ? (
        <TextInput
          mt="sm"
          maw={340}
          type="datetime-local"
          label={t('preset.ownLabel')}
          description={
            longestUntil
              ? t('preset.ownHint', { zone, longest: say.instant(longestUntil) })
              : t('preset.ownHintZone', { zone })
          }
          value={draft.local}
          min={localInput(now, zone)}
          max={longestUntil ? localInput(longestUntil, zone) : undefined}
          onChange={event => onChange({ ...draft, local: event.currentTarget.value })}
          error={isMissing && draft.local === '' ? t('preset.ownMissing') : null}
        />
      ) : null}
    </div>
  )
}

/** 'bis Mi., 25.11., 18:00 Uhr (MEZ) – ohne Sa. und So.', or why it cannot be now. */
function useSayPreset(zone: string): (meaning: PresetMeaning) => string {
  const { t, language } = useWords()
  const sayUntil = useSayUntil(zone)
  return ({ endsAt, refused, skipped }) => {
    if (refused !== null || endsAt === null) {
      return refused === 'end-is-past' ? t('preset.alreadyPast') : t('preset.notNow')
    }
    const days = skipped.map(({ date, name }) =>
      name ? `${sayDay(date, language)} (${name})` : sayDay(date, language),
    )
    return days.length === 0
      ? sayUntil(endsAt)
      : `${sayUntil(endsAt)} – ${t('preset.skips', { days: sayList(days, language) })}`
  }
}
