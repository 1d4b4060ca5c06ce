import { Button, Group, Stack, Text } from '@mantine/core'
import { useCallback, useId, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listUnconfirmedOfAccount, tryToConfirm } from '#contract/unconfirmed.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, useAnswer } from '../../api/use-api.ts'
import { useWords } from '../../language.ts'
import { WarnIcon } from '../../ui/icons.tsx'
import { Note } from '../../ui/note.tsx'
import { type AnUnconfirmed, EndingCard } from './ending-card.tsx'
import { TryNow } from './try-now.tsx'

/**
 * Stands above every page of an account of which an ending raised an alarm. Whoever may not see it is answered nothing,
 * and a desk that does not answer says so on the page itself.
 */
export default function AlarmBanner({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const { data, refetch } = useAnswer(
    listUnconfirmedOfAccount,
    { params: { accountId }, query: { limit: 100 } },
    { everyMs: liveEveryMs, keep: true },
  )
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const look = useCallback(() => void refetch(), [refetch])
  const alarms = data?.items.filter(ending => ending.alarmedAt !== null) ?? []
  return (
    <div role="alert">
      {data && alarms.length > 0 ? (
        <Stack mb="lg" gap="sm">
          <Note tone="bad">
            <Group gap="sm" wrap="nowrap" align="flex-start">
              <WarnIcon size={22} />
              <div style={{ minWidth: 0 }}>
                <Text fw={600}>{t('unconfirmed:banner', { count: alarms.length })}</Text>
                <Text>{t('unconfirmed:bannerMore')}</Text>
                <Button
                  mt="xs"
                  variant="default"
                  aria-expanded={isOpen}
                  aria-controls={id}
                  onClick={() => setOpen(!isOpen)}
                >
                  {t(isOpen ? 'unconfirmed:hide' : 'unconfirmed:show')}
                </Button>
              </div>
            </Group>
          </Note>
          <Stack id={id} gap="sm" hidden={!isOpen}>
            {isOpen
              ? alarms.map(ending => (
                  <OneAlarm key={ending.grantId} ending={ending} can={data.can.tryNow} onLook={look} />
                ))
              : null}
          </Stack>
        </Stack>
      ) : null}
    </div>
  )
}

function OneAlarm({
  ending,
  can,
  onLook,
}: {
  ending: AnUnconfirmed
  can: AnswerOf<typeof listUnconfirmedOfAccount>['can']['tryNow']
  onLook: () => void
}) {
  const zone = useZone(ending.account.id)
  const { run, isRunning, problem } = useAction(tryToConfirm)
  const params = { accountId: ending.account.id, grantId: ending.grantId }
  return (
    <EndingCard ending={ending} zone={zone}>
      <TryNow
        ending={ending}
        can={can}
        onLook={onLook}
        action={{ run: () => run({ params, body: {} }), isRunning, problem }}
      />
    </EndingCard>
  )
}
