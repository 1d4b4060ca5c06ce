import { Stack, TextInput } from '@mantine/core'
import { ReasonField } from '../../desk/reason-field.tsx'
import { useWords } from '../../language.ts'
import { deskNow, useNow } from '../../ui/clock.ts'
import { Plates } from '../../ui/plates.tsx'
import { localInput, sayWallClock } from '../../ui/say-time.ts'
import { choicesFor, type EndDraft, localOf } from './end-draft.ts'

/** Until when, and why where that must be said. */
export function EndField({
  isOutsider,
  draft,
  onChange,
  zone,
  mustSayWhy,
  isTried,
}: {
  isOutsider: boolean
  draft: EndDraft
  onChange: (draft: EndDraft) => void
  zone: string
  /** What is decided needs its reason, and this is why it does; null: it may stay empty. */
  mustSayWhy: string | null
  /** Say what is missing. */
  isTried: boolean
}) {
  const { t, language } = useWords()
  const now = useNow(60_000)
  const hintOf = (choice: EndDraft['choice']) => {
    if (choice === 'own') return t('rights:until.ownHint')
    if (choice === 'endless') return t('rights:until.endlessHint')
    const local = localOf({ ...draft, choice }, now, zone)
    if (local === null) return choice === 'three-working-days' ? t('rights:until.workingDays') : undefined
    return t('time.until', { end: sayWallClock(local, zone, language, deskNow()) })
  }
  return (
    <Stack>
      <Plates
        label={t('rights:until.label')}
        value={draft.choice}
        onChange={choice => onChange({ ...draft, choice })}
        plates={choicesFor(isOutsider).map(value => ({
          value,
          title: t(`rights:until.${value}`),
          hint: hintOf(value),
        }))}
      />
      {draft.choice === 'own' ? (
        <TextInput
          maw={340}
          type="datetime-local"
          label={t('preset.ownLabel')}
          description={t('preset.ownHintZone', { zone })}
          value={draft.local}
          min={localInput(now, zone)}
          onChange={event => onChange({ ...draft, local: event.currentTarget.value })}
          error={isTried && draft.local === '' ? t('preset.ownMissing') : null}
        />
      ) : null}
      <ReasonField
        label={t('rights:until.reason')}
        value={draft.reason}
        onChange={reason => onChange({ ...draft, reason })}
        isRequired={mustSayWhy !== null}
        {...(mustSayWhy ? { hint: mustSayWhy } : {})}
        problem={
          isTried && mustSayWhy !== null && draft.reason.trim() === ''
            ? t('rights:until.reasonMissing')
            : null
        }
      />
    </Stack>
  )
}
