import { Group, Stack, Text } from '@mantine/core'
import type { Static } from 'typebox'
import { confirmTransfer, stopTransfer, type Transfer } from '#contract/members.ts'
import { useMe, useZone } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { KeyIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'

type ATransfer = Static<typeof Transfer>

/** An account that is about to change hands, and what each of the two can do about it. */
export function TransferNote({
  transfer,
  onDone,
}: {
  transfer: ATransfer
  /** What became of it, as a sentence. */
  onDone: (sentence: string) => void
}) {
  const { t } = useWords()
  const { person } = useMe()
  const zone = useZone(transfer.account.id)
  const say = useSaying(zone)
  const confirming = useAction(confirmTransfer)
  const stopping = useAction(stopTransfer)
  const { from, to, takesEffectAt } = transfer
  const names = { from: from.name, to: to.name, account: transfer.account.name }
  const params = { transferId: transfer.id }

  const confirm = () =>
    confirming.run({ params, body: {} }).then(
      ({ takesEffectAt: at }) =>
        onDone(t('members:confirmed', { account: names.account, at: at ? say.instant(at) : '' })),
      () => {},
    )
  const stop = () =>
    stopping.run({ params }).then(
      () => onDone(t('members:stopped', names)),
      () => {},
    )

  // Nobody else is shown it.
  const isGetter = person.id === to.id
  return (
    <Note tone="open">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <KeyIcon size={22} />
        <Stack gap="xs" style={{ minWidth: 0 }}>
          <Text fw={600}>{sayTitle()}</Text>
          <Text>{sayHint()}</Text>
          <Group gap="sm" align="flex-start">
            {isGetter && transfer.state === 'asked' ? (
              <MayButton
                can={transfer.can.confirm}
                onClick={() => void confirm()}
                isRunning={confirming.isRunning}
              >
                {t('members:confirm')}
              </MayButton>
            ) : null}
            <MayButton
              variant="default"
              can={transfer.can.stop}
              onClick={() => void stop()}
              isRunning={stopping.isRunning}
            >
              {isGetter && transfer.state === 'asked' ? t('members:decline') : t('members:stop')}
            </MayButton>
          </Group>
          <ProblemNote problem={confirming.problem ?? stopping.problem} />
        </Stack>
      </Group>
    </Note>
  )

  function sayTitle(): string {
    const isAsked = transfer.state === 'asked'
    if (isGetter)
      return isAsked ? t('members:transferGetAsked', names) : t('members:transferGetWaiting', names)
    return isAsked ? t('members:transferGiveAsked', names) : t('members:transferGiveWaiting', names)
  }

  function sayHint(): string {
    if (takesEffectAt) return t('members:transferWaitingHint', { at: say.instant(takesEffectAt) })
    const at = say.instant(transfer.expiresAt)
    return isGetter
      ? t('members:transferGetAskedHint', { at })
      : t('members:transferAskedHint', { to: to.name, at })
  }
}
