import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BodyOf } from '#contract/endpoint.ts'
import { decideVisit } from '#contract/visits.ts'
import { useAction } from '../../../api/use-api.ts'
import { useSayUntil } from '../../../desk/countdown.tsx'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { ReasonField } from '../../../desk/reason-field.tsx'
import { useWords } from '../../../language.ts'
import { Sheet } from '../../../ui/sheet.tsx'
import { firstUntil, toUntil, type UntilDraft, untilOf } from '../../service-switch/until.ts'
import { UntilField } from '../../service-switch/until-field.tsx'
import { type AVisitPage, Rights, useHowLong, useSayRight } from './visit.tsx'

type Answer = BodyOf<typeof decideVisit>
type Shown = 'accept' | 'change' | 'refuse' | null

/** Two clicks: a button, and the sheet that says once more what it means. */
export function AnswerVisit({ page }: { page: AVisitPage }) {
  const { visit, terms } = page
  const { t } = useWords()
  const action = useAction(decideVisit)
  const [shown, setShown] = useState<Shown>(null)
  const { decide } = visit.can
  const show = (next: Shown) => {
    action.forget()
    setShown(next)
  }
  const answer = (body: Answer) =>
    // What went wrong stands in the sheet; the action keeps it.
    void action.run({ params: { accountId: visit.account.id, visitId: visit.id }, body }).then(
      () => setShown(null),
      () => {},
    )
  const titles = {
    accept: t('visits:acceptTitle'),
    change: t('visits:changeTitle'),
    refuse: t('visits:refuseTitle'),
  }
  return (
    <>
      <Group align="flex-start">
        <MayButton can={decide} onClick={() => show('accept')}>
          {t('visits:accept')}
        </MayButton>
        <Button variant="default" disabled={decide !== true} onClick={() => show('change')}>
          {t('visits:change')}
        </Button>
        <Button variant="default" disabled={decide !== true} onClick={() => show('refuse')}>
          {t('visits:refuse')}
        </Button>
      </Group>
      <Sheet
        title={shown ? titles[shown] : ''}
        isOpen={shown !== null}
        onClose={() => setShown(null)}
        closeLabel={t('common.cancel')}
        locked={action.isRunning}
      >
        <Stack>
          {shown === 'accept' ? <Accept page={page} isRunning={action.isRunning} onAnswer={answer} /> : null}
          {shown === 'change' ? (
            <Change key={terms.zone} page={page} isRunning={action.isRunning} onAnswer={answer} />
          ) : null}
          {shown === 'refuse' ? <Refuse isRunning={action.isRunning} onAnswer={answer} /> : null}
          <ProblemNote problem={action.problem} />
        </Stack>
      </Sheet>
    </>
  )
}

type Part = { page: AVisitPage; isRunning: boolean; onAnswer: (answer: Answer) => void }

function Accept({ page: { visit, terms }, isRunning, onAnswer }: Part) {
  const { t } = useWords()
  const sayUntil = useSayUntil(terms.zone)
  const howLong = useHowLong(terms.zone)
  const [allowList, setAllowList] = useState(false)
  const meant =
    visit.asked?.until ?? terms.presets.find(({ preset }) => preset === visit.asked?.preset)?.endsAt
  return (
    <>
      <Text>
        {t('visits:acceptSaid', {
          agent: visit.agent.name,
          shop: visit.resource.name,
          until: meant ? sayUntil(meant) : howLong(visit, terms),
        })}
      </Text>
      <Rights rights={visit.rights} />
      <AllowListField isWanted={allowList} onChange={setAllowList} />
      <Group>
        <Button loading={isRunning} onClick={() => onAnswer({ outcome: 'allow', allowList })}>
          {t('visits:acceptNow')}
        </Button>
      </Group>
    </>
  )
}

function Change({ page: { visit, terms }, isRunning, onAnswer }: Part) {
  const { t } = useWords()
  const sayRight = useSayRight()
  const [kept, setKept] = useState<ReadonlySet<string>>(
    () => new Set(visit.rights.map(one => `${one.of} ${one.right}`)),
  )
  const [until, setUntil] = useState<UntilDraft>(() => {
    if (visit.asked?.until) return untilOf(visit.asked.until, terms.zone)
    const first = firstUntil(terms.presets, terms.zone)
    const asked = terms.presets.find(one => one.preset === visit.asked?.preset && one.refused === null)
    return asked ? { ...first, choice: asked.preset } : first
  })
  const [note, setNote] = useState('')
  const [allowList, setAllowList] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const of = (kind: 'desk' | 'platform') =>
    visit.rights.filter(one => one.of === kind && kept.has(`${kind} ${one.right}`)).map(one => one.right)
  const accept = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const chosen = toUntil(until, terms.zone)
    const rights = of('desk') as NonNullable<Answer['rights']>
    if (!chosen || rights.length === 0) return
    onAnswer({
      outcome: 'allow',
      rights,
      platformRights: of('platform'),
      until: chosen,
      allowList,
      ...(note.trim() ? { note: note.trim() } : {}),
    })
  }
  const toggle = (key: string, isKept: boolean) => {
    const next = new Set(kept)
    if (isKept) next.add(key)
    else next.delete(key)
    setKept(next)
  }
  return (
    <form onSubmit={accept} noValidate>
      <Stack>
        {visit.rights.map(one => {
          const key = `${one.of} ${one.right}`
          return (
            <label className="plate" key={key}>
              <input
                type="checkbox"
                checked={kept.has(key)}
                onChange={event => toggle(key, event.currentTarget.checked)}
              />
              <span>
                <span className="plate-title">{sayRight(one)}</span>
                <span className="plate-hint">{one.reason}</span>
              </span>
            </label>
          )
        })}
        {isChecked && of('desk').length === 0 ? (
          <Text className="bad" role="alert">
            {t('visits:rightMissing')}
          </Text>
        ) : null}
        <UntilField
          draft={until}
          onChange={setUntil}
          zone={terms.zone}
          presets={terms.presets}
          longestUntil={terms.longestUntil}
          isMissing={isChecked}
        />
        <AllowListField isWanted={allowList} onChange={setAllowList} />
        <ReasonField label={t('visits:note')} value={note} onChange={setNote} />
        <Group>
          <Button type="submit" loading={isRunning}>
            {t('visits:changeNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Where only known addresses get in, the owner is told which to let in, and taking them out becomes part of the end. */
function AllowListField({
  isWanted,
  onChange,
}: {
  isWanted: boolean
  onChange: (isWanted: boolean) => void
}) {
  const { t } = useWords()
  return (
    <label className="plate">
      <input type="checkbox" checked={isWanted} onChange={event => onChange(event.currentTarget.checked)} />
      <span>
        <span className="plate-title">{t('visits:allowList')}</span>
        <span className="plate-hint">{t('visits:allowListHint')}</span>
      </span>
    </label>
  )
}

function Refuse({ isRunning, onAnswer }: Pick<Part, 'isRunning' | 'onAnswer'>) {
  const { t } = useWords()
  const [note, setNote] = useState('')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onAnswer({ outcome: 'refuse', ...(note.trim() ? { note: note.trim() } : {}) })
      }}
    >
      <Stack>
        <ReasonField label={t('visits:refuseReason')} value={note} onChange={setNote} />
        <Group>
          <Button type="submit" color="danger" loading={isRunning}>
            {t('visits:refuseNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
