import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useWhyNot } from '../../../desk/may-button.tsx'
import { useWords } from '../../../language.ts'
import { CheckIcon } from '../../../ui/icons.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Tag } from '../../../ui/note.tsx'
import type { Step, StepActions } from './use-steps.ts'

/** The steps of one part of a guide, each with whose it is, whether it was confirmed, and what this side can do. */
export function StepList({
  steps,
  side,
  zone,
  actions,
}: {
  steps: readonly Step[]
  side: 'owner' | 'support'
  zone: string
  actions: StepActions
}) {
  return (
    <Stack component="ol" gap="md" m={0} pl="lg">
      {steps.map(step => (
        <li key={step.id}>
          <OneStep step={step} side={side} zone={zone} actions={actions} />
        </li>
      ))}
    </Stack>
  )
}

function OneStep({
  step,
  side,
  zone,
  actions,
}: {
  step: Step
  side: 'owner' | 'support'
  zone: string
  actions: StepActions
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const whyNot = useWhyNot()
  const { says, confirmed, can } = step
  const isMine = step.neededFrom === side
  // What is not its turn is a list to read; why a step of one's own cannot be confirmed now is said.
  const obstacle =
    isMine && !confirmed && can.confirm !== true && can.confirm !== 'step-not-now'
      ? whyNot(can.confirm)
      : null
  return (
    <Stack gap={6}>
      <Text style={{ overflowWrap: 'anywhere' }}>{says}</Text>
      <Group gap="sm">
        <Tag tone={confirmed ? 'good' : 'plain'} icon={confirmed ? <CheckIcon size={15} /> : null}>
          {t(`steps:${step.by}`)}
        </Tag>
        {step.link ? (
          <Anchor
            href={step.link}
            target="_blank"
            rel="noreferrer"
            aria-label={t('steps:openOf', { step: says })}
          >
            {t('steps:open')}
          </Anchor>
        ) : null}
      </Group>
      {confirmed ? (
        <Text size="sm" c="dimmed">
          {t('steps:confirmedBy', { by: confirmed.by.name, at: say.instant(confirmed.at) })}
          {confirmed.note ? ` – ${confirmed.note}` : ''}
        </Text>
      ) : null}
      {obstacle ? (
        <Text size="sm" c="dimmed">
          {obstacle}
        </Text>
      ) : null}
      {isMine && can.confirm === true ? (
        <div>
          <Button
            aria-label={t('steps:confirmOf', { step: says })}
            disabled={actions.isRunning}
            onClick={() => void actions.confirm(step.id).catch(() => {})}
          >
            {t('steps:confirm')}
          </Button>
        </div>
      ) : null}
      {isMine && can.undo === true ? (
        <div>
          <Button
            variant="default"
            size="sm"
            aria-label={t('steps:undoOf', { step: says })}
            disabled={actions.isRunning}
            onClick={() => void actions.undo(step.id).catch(() => {})}
          >
            {t('steps:undo')}
          </Button>
        </div>
      ) : null}
    </Stack>
  )
}
