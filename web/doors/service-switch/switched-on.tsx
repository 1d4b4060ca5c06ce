import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Countdown, Until, useSayUntil } from '../../desk/countdown.tsx'
import { LiveEntries } from '../../desk/live-entries.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { DoorOpenIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { sayList } from '../../ui/say-time.ts'
import type { ASwitch } from './draft.ts'
import { MoveEnd } from './move-end.tsx'

/** While it is on: how long still, and the button that ends it, always in reach. */
export function OpenBar({
  state,
  onEnd,
  isChanging,
}: {
  state: ASwitch
  onEnd: () => void
  /** While everything else is being changed, the bar shrinks to what must stay in reach. */
  isChanging: boolean
}) {
  const { t } = useWords()
  const sayUntil = useSayUntil(state.zone)
  const [isMoving, setMoving] = useState(false)
  const [isMoved, setMoved] = useState(false)
  const move = () => {
    setMoved(false)
    setMoving(!isMoving)
  }
  return (
    <>
      <section className="note note-open open-bar" aria-label={t('service-switch:switch.bannerOn')}>
        <Group justify="space-between" gap="sm" wrap={isChanging ? 'nowrap' : 'wrap'}>
          <Group gap="sm" wrap="nowrap">
            <DoorOpenIcon size={24} />
            <Text fw={650}>
              {t('service-switch:switch.bannerOn')}
              {state.until ? (
                <>
                  {' · '}
                  <Countdown until={state.until} />
                </>
              ) : null}
            </Text>
          </Group>
          <Group gap="xs" align="flex-start">
            <MayButton size="sm" color="danger" can={state.can.end} onClick={onEnd}>
              {t('service-switch:switch.end')}
            </MayButton>
            {isChanging ? null : (
              <MayButton size="sm" variant="default" can={state.can.change} onClick={move}>
                {t('service-switch:switch.extend')}
              </MayButton>
            )}
          </Group>
        </Group>
      </section>
      {isMoving && !isChanging ? (
        <MoveEnd
          state={state}
          onCancel={move}
          onMoved={() => {
            setMoving(false)
            setMoved(true)
          }}
        />
      ) : null}
      {isMoved ? (
        <Note tone="good" live="status" takesFocus>
          {t('service-switch:switch.moved', { until: sayUntil(state.until) })}
        </Note>
      ) : null}
    </>
  )
}

/** While it is on: what was agreed, and who is inside. */
export function WhatHolds({
  state,
  onChange,
  isChanging,
}: {
  state: ASwitch
  onChange: () => void
  isChanging: boolean
}) {
  const { t } = useWords()
  return (
    <div className="card card-open">
      <Section
        title={t('service-switch:switch.facts')}
        beside={
          isChanging ? null : (
            <MayButton variant="subtle" size="sm" can={state.can.change} onClick={onChange}>
              {t('service-switch:switch.change')}
            </MayButton>
          )
        }
      >
        <OpenFacts state={state} />
      </Section>
    </div>
  )
}

function OpenFacts({ state }: { state: ASwitch }) {
  const { t, language } = useWords()
  const say = useSaying(state.zone)
  const people = state.who?.people.map(({ name }) => name) ?? []
  return (
    <Facts>
      <Fact label={t('preset.label')}>
        <Until until={state.until} zone={state.zone} />
      </Fact>
      <Fact label={t('service-switch:switch.who')}>
        {state.who?.kind === 'named'
          ? sayList(people, language)
          : t('service-switch:switch.whoTeam', { team: state.who?.team ?? state.supportTeam.name })}
      </Fact>
      <Fact label={t('mode.label')}>{state.mode ? t(`mode.${state.mode}`) : null}</Fact>
      <Fact label={t('service-switch:switch.reason')}>{state.reason}</Fact>
      <Fact label={t('service-switch:switch.caseNumber')}>{state.caseNumber}</Fact>
      <Fact label={t('service-switch:switch.message')}>{state.message}</Fact>
      <Fact label={t('grant.because')}>
        {state.openedAt
          ? t('service-switch:switch.openedBy', {
              by: state.openedBy?.name ?? t('rule.other'),
              at: say.instant(state.openedAt),
            })
          : null}
      </Fact>
      <Fact label={t('service-switch:switch.inside')}>
        <LiveEntries entries={state.liveEntries} zone={state.zone} />
      </Fact>
    </Facts>
  )
}
