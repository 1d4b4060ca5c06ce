import { Button, Group, Stack, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BodyOf } from '#contract/endpoint.ts'
import { decideRequest } from '#contract/service-switch.ts'
import { useAction } from '../../api/use-api.ts'
import { useSayUntil } from '../../desk/countdown.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { ReasonField } from '../../desk/reason-field.tsx'
import type { ARequest } from '../../desk/request-card.tsx'
import { useWords } from '../../language.ts'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import type { ASwitch } from './draft.ts'
import { type AMode, ModeField } from './mode-field.tsx'
import { type APreset, firstUntil, toUntil, type UntilDraft, untilOf } from './until.ts'
import { UntilField } from './until-field.tsx'
import { toWho, type WhoDraft, WhoField } from './who-field.tsx'

type Answer = BodyOf<typeof decideRequest>

/** Accept as it is, accept with changes, or refuse with a reason. */
export function AnswerRequest({
  request,
  state,
  zone,
  onAnswered,
}: {
  request: ARequest
  state: ASwitch | undefined
  zone: string
  onAnswered: () => void
}) {
  const { t } = useWords()
  const sayUntil = useSayUntil(zone)
  const [shown, setShown] = useState<'nothing' | 'change' | 'refuse'>('nothing')
  const action = useAction(decideRequest)
  const { decide } = request.can
  const preset = state?.presets.find(meaning => meaning.preset === request.preset)
  const until = request.until ?? preset?.endsAt
  const answer = (body: Answer) =>
    // What went wrong stands below; the action keeps it.
    void action
      .run({ params: { accountId: request.account.id, requestId: request.id }, body })
      .then(onAnswered, () => {})

  return (
    <Stack>
      <Group align="flex-start">
        <MayButton
          can={decide}
          isRunning={action.isRunning && shown === 'nothing'}
          onClick={() => answer({ outcome: 'allow' })}
        >
          {until ? t('request.acceptAs', { until: sayUntil(until) }) : t('request.accept')}
        </MayButton>
        <Button
          variant="default"
          disabled={decide !== true || !state}
          aria-expanded={shown === 'change'}
          onClick={() => setShown(shown === 'change' ? 'nothing' : 'change')}
        >
          {t('request.change')}
        </Button>
        <Button
          variant="default"
          disabled={decide !== true}
          aria-expanded={shown === 'refuse'}
          onClick={() => setShown(shown === 'refuse' ? 'nothing' : 'refuse')}
        >
          {t('request.refuse')}
        </Button>
      </Group>
      <ProblemNote problem={action.problem} />
      {shown === 'change' && state ? (
        <ChangeThenAccept request={request} state={state} isRunning={action.isRunning} onAnswer={answer} />
      ) : null}
      {shown === 'refuse' ? <Refuse isRunning={action.isRunning} onAnswer={answer} /> : null}
    </Stack>
  )
}

function ChangeThenAccept({
  request,
  state,
  isRunning,
  onAnswer,
}: {
  request: ARequest
  state: ASwitch
  isRunning: boolean
  onAnswer: (answer: Answer) => void
}) {
  const { t } = useWords()
  const [until, setUntil] = useState<UntilDraft>(() => askedUntil(request, state))
  const [mode, setMode] = useState<AMode>(
    request.wants.some(({ permission }) => permission === 'shop.operate') ? 'full' : 'read-only',
  )
  const [who, setWho] = useState<WhoDraft>(
    request.subject.kind === 'team'
      ? { kind: 'team', people: [] }
      : { kind: 'named', people: [request.subject.id] },
  )
  const [isMissing, setMissing] = useState(false)
  const accept = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = toUntil(until, state.zone)
    const chosenWho = toWho(who)
    setMissing(!chosen || !chosenWho)
    if (chosen && chosenWho) onAnswer({ outcome: 'allow', until: chosen, mode, who: chosenWho })
    else showFirstWrong(event.currentTarget)
  }
  return (
    <form onSubmit={accept} noValidate>
      <Stack className="card" gap="lg">
        <Title order={2}>{t('request.changeTitle')}</Title>
        <UntilField
          draft={until}
          onChange={setUntil}
          zone={state.zone}
          presets={state.presets}
          longestUntil={state.longestUntil}
          isMissing={isMissing}
        />
        <ModeField mode={mode} onChange={setMode} />
        <WhoField draft={who} onChange={setWho} team={state.supportTeam} isMissing={isMissing} />
        <Group>
          <Button type="submit" loading={isRunning}>
            {t('request.acceptChanged')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What was asked, as the form begins with it; a preset that is not possible now gives way to the first that is. */
function askedUntil(request: ARequest, state: ASwitch): UntilDraft {
  if (request.until) return untilOf(request.until, state.zone)
  const first = firstUntil(state.presets, state.zone)
  const asked = state.presets.find(({ preset, refused }) => preset === request.preset && refused === null)
  return asked ? { ...first, choice: asked.preset as APreset } : first
}

function Refuse({ isRunning, onAnswer }: { isRunning: boolean; onAnswer: (answer: Answer) => void }) {
  const { t } = useWords()
  const [note, setNote] = useState('')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onAnswer({ outcome: 'refuse', ...(note.trim() ? { note: note.trim() } : {}) })
      }}
    >
      <Stack className="card">
        <Title order={2}>{t('request.refuseTitle')}</Title>
        <ReasonField
          label={t('request.refuseReason')}
          hint={t('request.refuseHint')}
          value={note}
          onChange={setNote}
        />
        <Group>
          <Button type="submit" color="danger" loading={isRunning}>
            {t('request.refuseNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
