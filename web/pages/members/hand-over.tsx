import { Button, Group, List, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { askTransfer } from '#contract/members.ts'
import { useAction } from '../../api/use-api.ts'
import { useWhyNot } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import type { People, Place } from './people-list.tsx'

/** Three steps to another owner: who, what it means, and yes. */
export function HandOver({
  people,
  place,
  onAsked,
  onCancel,
}: {
  people: People
  place: Place
  onAsked: (sentence: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const say = useSaying(place.zone)
  const action = useAction(askTransfer)
  const whyNot = useWhyNot()
  const [step, setStep] = useState<1 | 2 | 3>(1)
  const [chosen, setChosen] = useState('')
  const [isMissing, setMissing] = useState(false)
  const heading = useRef<HTMLParagraphElement>(null)
  const isFirst = useRef(true)
  const to = people.members.find(({ person }) => person.id === chosen)?.person.name ?? ''

  // The button that led on is gone with its step; whoever reads by ear goes on at the top of the next.
  useEffect(() => {
    if (!isFirst.current && step) heading.current?.focus()
    isFirst.current = false
  }, [step])

  const ask = () =>
    action.run({ params: { accountId: place.accountId }, body: { personId: chosen } }).then(
      asked => onAsked(t('members:asked', { to: asked.to.name, at: say.instant(asked.expiresAt) })),
      () => {},
    )

  return (
    <Stack>
      <Text ref={heading} tabIndex={-1} fw={600} style={{ outline: 'none' }}>
        <Text span c="dimmed" fw={400}>
          {t('members:step', { number: step })}
        </Text>
        {step === 1 ? null : (
          <>
            <br />
            {t(step === 2 ? 'members:whatItMeans' : 'members:confirmTitle')}
          </>
        )}
      </Text>
      {step === 1 ? (
        <>
          <Plates
            label={t('members:chooseWho')}
            value={chosen}
            onChange={value => {
              setChosen(value)
              setMissing(false)
            }}
            plates={people.members.map(({ person, role, can }) => ({
              value: person.id,
              title: person.name,
              hint: whyNot(can.becomeOwner) ?? t(`members:role.${role}`),
              disabled: can.becomeOwner !== true,
            }))}
          />
          <div role="alert">
            {isMissing ? <Text className="bad">{t('members:chooseMissing')}</Text> : null}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
            <Button onClick={() => (chosen === '' ? setMissing(true) : setStep(2))}>
              {t('members:next')}
            </Button>
          </Group>
        </>
      ) : null}
      {step === 2 ? (
        <>
          <List spacing="xs">
            <List.Item>{t('members:meansAsk', { to })}</List.Item>
            <List.Item>{t('members:meansWait', { count: people.transferWaitDays })}</List.Item>
            <List.Item>{t('members:meansThen', { to, account: place.account })}</List.Item>
            <List.Item>{t('members:meansYou', { to })}</List.Item>
            <List.Item>{t('members:meansOpen', { to })}</List.Item>
          </List>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setStep(1)}>
              {t('members:previous')}
            </Button>
            <Button onClick={() => setStep(3)}>{t('members:next')}</Button>
          </Group>
        </>
      ) : null}
      {step === 3 ? (
        <>
          <Note tone="open">
            <Text fw={600}>{t('members:confirmSentence', { to, account: place.account })}</Text>
            <Text>{t('members:meansAsk', { to })}</Text>
          </Note>
          <ProblemNote problem={action.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setStep(2)} disabled={action.isRunning}>
              {t('members:previous')}
            </Button>
            <Button color="danger" loading={action.isRunning} onClick={() => void ask()}>
              {t('members:ask')}
            </Button>
          </Group>
        </>
      ) : null}
    </Stack>
  )
}
