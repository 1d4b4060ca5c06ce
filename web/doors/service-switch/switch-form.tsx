import { Button, CloseButton, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useSayUntil } from '../../desk/countdown.tsx'
import { CaseNumberField, ReasonField } from '../../desk/reason-field.tsx'
import { useWords } from '../../language.ts'
import { deskNow } from '../../ui/clock.ts'
import { sayList, sayWallClock } from '../../ui/say-time.ts'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { type ASwitch, type SwitchDraft, toBody } from './draft.ts'
import { ModeField } from './mode-field.tsx'
import { UntilField } from './until-field.tsx'
import { WhoField } from './who-field.tsx'

/** Everything that can be said when switching on. It is complete from the start; saving stays in reach of a thumb. */
export function SwitchForm({
  state,
  draft,
  onChange,
  onSave,
  onCancel,
  isSaving,
  children,
}: {
  state: ASwitch
  draft: SwitchDraft
  onChange: (draft: SwitchDraft) => void
  onSave: () => void
  onCancel: () => void
  isSaving: boolean
  /** Refusals and news, next to the button. */
  children?: ReactNode
}) {
  const { t } = useWords()
  const [isMissing, setMissing] = useState(false)
  const isComplete = toBody(draft, state.zone) !== null
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setMissing(!isComplete)
    if (isComplete) onSave()
    else showFirstWrong(event.currentTarget)
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack className="card" gap="lg">
        <UntilField
          draft={draft.until}
          onChange={until => onChange({ ...draft, until })}
          zone={state.zone}
          presets={state.presets}
          longestUntil={state.longestUntil}
          isMissing={isMissing}
        />
        <ModeField mode={draft.mode} onChange={mode => onChange({ ...draft, mode })} />
        <WhoField
          draft={draft.who}
          onChange={who => onChange({ ...draft, who })}
          team={state.supportTeam}
          isMissing={isMissing}
        />
        <MoreFields draft={draft} onChange={onChange} />
      </Stack>
      <div className="save-bar no-print">
        {children}
        <Text fw={600}>
          <Summary state={state} draft={draft} />
        </Text>
        <Group gap="xs">
          <Button type="submit" loading={isSaving} style={{ flex: '1 1 12rem' }}>
            {state.on ? t('service-switch:switch.saveChanges') : t('service-switch:switch.saveOn')}
          </Button>
          <CloseButton size={42} aria-label={t('common.cancel')} onClick={onCancel} disabled={isSaving} />
        </Group>
      </div>
    </form>
  )
}

function MoreFields({ draft, onChange }: { draft: SwitchDraft; onChange: (draft: SwitchDraft) => void }) {
  const { t } = useWords()
  return (
    <details open={Boolean(draft.reason || draft.caseNumber || draft.message)}>
      <summary style={{ cursor: 'pointer', fontWeight: 600, padding: '0.4rem 0' }}>
        {t('service-switch:switch.more')}
      </summary>
      <Stack mt="sm">
        <ReasonField
          label={t('service-switch:switch.reason')}
          hint={t('service-switch:switch.reasonHint')}
          value={draft.reason}
          onChange={reason => onChange({ ...draft, reason })}
        />
        <CaseNumberField
          label={t('service-switch:switch.caseNumber')}
          hint={t('service-switch:switch.caseNumberHint')}
          value={draft.caseNumber}
          onChange={caseNumber => onChange({ ...draft, caseNumber })}
        />
        <ReasonField
          label={t('service-switch:switch.message')}
          hint={t('service-switch:switch.messageHint')}
          value={draft.message}
          onChange={message => onChange({ ...draft, message })}
          most={2000}
        />
      </Stack>
    </details>
  )
}

/** What saving will mean, in one line. */
function Summary({ state, draft }: { state: ASwitch; draft: SwitchDraft }) {
  const { t, language } = useWords()
  const sayUntil = useSayUntil(state.zone)
  const { choice, local } = draft.until
  const meaning = state.presets.find(({ preset }) => preset === choice)
  const named = state.supportTeam.people
    .filter(({ id }) => draft.who.people.includes(id))
    .map(({ name }) => name)
  return t('service-switch:switch.summary', {
    who: draft.who.kind === 'team' ? state.supportTeam.name : sayList(named, language) || t('common.nobody'),
    mode: t(`mode.${draft.mode}`),
    until:
      choice === 'own'
        ? t('time.until', { end: local ? sayWallClock(local, state.zone, language, deskNow()) : '…' })
        : sayUntil(meaning?.endsAt ?? null),
  })
}
