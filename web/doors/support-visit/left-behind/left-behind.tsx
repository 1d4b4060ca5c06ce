import { Group, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { checkNow, readLeftBehind as read, type readLeftBehind } from '#contract/left-behind.ts'
import { useZone } from '../../../api/me.ts'
import { liveEveryMs, useAction, useAnswer } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { Amiss } from './amiss.tsx'
import { DecideSheet, type Deciding } from './decide-sheet.tsx'
import { OneThing } from './one-thing.tsx'

export type AnsweredLeft = AnswerOf<typeof readLeftBehind>
export type Thing = AnsweredLeft['items'][number]

/** What a visit left behind: found, decided on in one sheet, and honest about what nobody could see. */
export function LeftBehind({ accountId, grantId }: { accountId: string; grantId: string }) {
  const { t } = useWords()
  const params = { accountId, grantId }
  const { data, error, refetch } = useAnswer(read, { params }, { everyMs: liveEveryMs })
  const zone = useZone(accountId)
  const check = useAction(checkNow)
  // A visit without a resource, or of another door.
  if (error?.code === 'not-found') return null
  return (
    <Section
      title={t('left-behind:title')}
      beside={
        data ? (
          <MayButton
            variant="default"
            can={data.can.check}
            isRunning={check.isRunning}
            onClick={() => void check.run({ params, body: {} }).catch(() => {})}
          >
            {t('left-behind:check')}
          </MayButton>
        ) : null
      }
    >
      <ProblemNote problem={error ?? check.problem} onAgain={() => void refetch()} />
      {data ? (
        <>
          <Amiss state={data} params={params} zone={zone} />
          <Stack className="card">
            <HowItIs state={data} zone={zone} />
            <Things state={data} params={params} zone={zone} />
            <NotSeen state={data} />
          </Stack>
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={160} />
      )}
    </Section>
  )
}

function HowItIs({ state, zone }: { state: AnsweredLeft; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  const open = state.items.filter(({ state }) => state === 'found' || state === 'cannot').length
  const sentence =
    open > 0
      ? t('left-behind:state.found', { count: open })
      : state.state === 'compared' && state.items.length > 0
        ? t('left-behind:state.settled')
        : t(`left-behind:state.${state.state}`)
  const isGood = open === 0 && state.state === 'compared'
  const look = (what: 'beginning' | 'end' | 'check') => {
    const seen = state[what]
    if (!seen) return null
    const at = say.instant(seen.at)
    return seen.trouble === null
      ? t(`left-behind:${what}At`, { at })
      : t(`left-behind:${what}Not`, { at, trouble: seen.trouble })
  }
  const lines = [look('beginning'), look('end'), look('check')].filter(line => line !== null)
  return (
    <Stack gap="xs">
      <Note
        tone={open > 0 || state.state === 'not-comparable' ? 'bad' : isGood ? 'good' : 'plain'}
        live="status"
      >
        {sentence}
      </Note>
      {lines.map(line => (
        <Text key={line} size="sm" c="dimmed">
          {line}
        </Text>
      ))}
      {state.overlaps > 0 && state.items.length > 0 ? (
        <Text size="sm" c="dimmed">
          {t('left-behind:overlaps', { count: state.overlaps })}
        </Text>
      ) : null}
    </Stack>
  )
}

function Things({
  state,
  params,
  zone,
}: {
  state: AnsweredLeft
  params: { accountId: string; grantId: string }
  zone: string
}) {
  const { t } = useWords()
  const [selected, setSelected] = useState<readonly string[]>([])
  const [sheet, setSheet] = useState<Deciding>({ what: 'remove', items: [], isOpen: false })
  const ask = (what: 'remove' | 'keep') => setSheet({ what, items: meant(what), isOpen: true })
  const may = (what: 'remove' | 'keep') => state.items.filter(item => item.can[what] === true)
  const chosen = (what: 'remove' | 'keep') => may(what).filter(({ id }) => selected.includes(id))
  const isOpen = ({ state }: Thing) => state === 'found' || state === 'cannot'
  const open = state.items.filter(isOpen)
  if (state.items.length === 0) return null
  const why = (what: 'remove' | 'keep') => open.map(({ can }) => can[what]).find(can => can !== true)
  // Nothing chosen means all that are not decided yet: the usual case is one press.
  const meant = (what: 'remove' | 'keep') =>
    chosen(what).length > 0 ? chosen(what) : may(what).filter(isOpen)
  return (
    <Stack gap="sm">
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {state.items.map(item => (
          <OneThing
            key={item.id}
            item={item}
            zone={zone}
            isSelected={selected.includes(item.id)}
            onSelect={
              state.items.length > 1 && (item.can.remove === true || item.can.keep === true)
                ? isSelected =>
                    setSelected(isSelected ? [...selected, item.id] : selected.filter(id => id !== item.id))
                : undefined
            }
          />
        ))}
      </Stack>
      {meant('remove').length > 0 || open.length > 0 ? (
        <Group align="flex-start">
          <MayButton
            color="danger"
            variant="outline"
            can={meant('remove').length > 0 || (why('remove') ?? 'left-behind-is-over')}
            onClick={() => ask('remove')}
          >
            {t('left-behind:remove', { count: meant('remove').length })}
          </MayButton>
          {open.length > 0 ? (
            <MayButton
              variant="default"
              can={meant('keep').length > 0 || (why('keep') ?? 'left-behind-is-over')}
              onClick={() => ask('keep')}
            >
              {t('left-behind:keep')}
            </MayButton>
          ) : null}
        </Group>
      ) : null}
      <DecideSheet
        {...sheet}
        params={params}
        onClose={() => {
          setSheet({ ...sheet, isOpen: false })
          setSelected([])
        }}
      />
    </Stack>
  )
}

function NotSeen({ state }: { state: AnsweredLeft }) {
  const { t } = useWords()
  if (state.cannotSee.length === 0) return null
  return (
    <details>
      <summary className="summary">{t('left-behind:honest')}</summary>
      <List lang="en" size="sm">
        {state.cannotSee.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </details>
  )
}
