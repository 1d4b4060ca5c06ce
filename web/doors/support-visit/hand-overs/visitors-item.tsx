import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { type listMyHandOvers, revealHandOver, takeBackFromOwner } from '#contract/hand-overs.ts'
import { useAction } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import { nameOf } from './owners-item.tsx'
import { ownZone, type Revealed, ShownSecret } from './shown-secret.tsx'

type Item = AnswerOf<typeof listMyHandOvers>['items'][number]

/** One thing as the visitor sees it: shown for a minute when he asks for it. */
export function VisitorsItem({ item, grantId }: { item: Item; grantId: string }) {
  const { t } = useWords()
  const say = useSaying(ownZone)
  const reveal = useAction(revealHandOver)
  const takeBack = useAction(takeBackFromOwner)
  const [shown, setShown] = useState<Revealed | null>(null)
  const [isHidden, setHidden] = useState(false)
  const what = nameOf(item, t(`hand-overs:kinds.${item.kind}`))
  const params = { grantId, handOverId: item.id }
  const hide = () => {
    setShown(null)
    setHidden(true)
    reveal.forget()
  }
  return (
    <Stack className="card" gap="xs">
      <Text fw={600} component="h3">
        {what}
      </Text>
      <Text size="sm" c="dimmed">
        {item.from === 'connector'
          ? t('hand-overs:made', { at: say.instant(item.at) })
          : t(item.from === 'visitor' ? 'hand-overs:given' : 'hand-overs:kept', {
              by: item.by?.name ?? '',
              at: say.instant(item.at),
            })}
      </Text>
      {item.over ? (
        <Text size="sm" c="dimmed">
          {t(`hand-overs:over.${item.over.because}`, { at: say.instant(item.over.at) })}
        </Text>
      ) : item.left !== null ? (
        <Text size="sm">{t('hand-overs:left', { count: item.left })}</Text>
      ) : null}
      {shown ? <ShownSecret revealed={shown} onHide={hide} /> : null}
      <div role="status">{isHidden && !shown ? <Note>{t('hand-overs:hidden')}</Note> : null}</div>
      <ProblemNote problem={reveal.problem ?? takeBack.problem} />
      <Group>
        {item.from !== 'visitor' && !shown ? (
          <MayButton
            can={item.can.reveal}
            isRunning={reveal.isRunning}
            label={t('hand-overs:revealOf', { what })}
            onClick={() => {
              setHidden(false)
              void reveal.run({ params, body: {} }).then(setShown, () => {})
            }}
          >
            {t('hand-overs:reveal')}
          </MayButton>
        ) : null}
        {item.can.withdraw === true ? (
          <Button
            variant="outline"
            color="danger"
            size="sm"
            loading={takeBack.isRunning}
            aria-label={t('hand-overs:withdrawOf', { what })}
            onClick={() => void takeBack.run({ params }).catch(() => {})}
          >
            {t('hand-overs:takeBack')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}
