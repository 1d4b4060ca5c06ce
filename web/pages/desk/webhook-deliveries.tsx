import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listWebhookDeliveries, sendWebhookAgain } from '#contract/webhooks.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, usePages } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import type { AWebhook } from './webhooks.tsx'

type Delivery = AnswerOf<typeof listWebhookDeliveries>['items'][number]

/** What an endpoint was told and what became of it; asked for when somebody opens it. */
export function WebhookDeliveries({ webhook }: { webhook: AWebhook }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className="summary" aria-label={t('webhooks:deliveriesOf', { name: webhook.name })}>
        {t('webhooks:deliveries')}
      </summary>
      {isOpen ? <DeliveryList webhookId={webhook.id} /> : null}
    </details>
  )
}

function DeliveryList({ webhookId }: { webhookId: string }) {
  const { t } = useWords()
  const pages = usePages(
    listWebhookDeliveries,
    { params: { webhookId }, query: { limit: 10 } },
    { everyMs: liveEveryMs },
  )
  const [isSent, setSent] = useState(false)
  return (
    <Stack gap="sm" mt="xs">
      <Text c="dimmed">{t('webhooks:deliveriesHint')}</Text>
      <div role="status">{isSent ? <Note tone="good">{t('webhooks:sentAgain')}</Note> : null}</div>
      <ProblemNote problem={pages.problem} onAgain={pages.again} />
      {!pages.items && pages.isLoading ? <Waiting label={t('common.loading')} cards={1} height={56} /> : null}
      {pages.items?.length === 0 ? <Text c="dimmed">{t('webhooks:deliveriesNone')}</Text> : null}
      <ul className="plain-list rows">
        {pages.items?.map(delivery => (
          <DeliveryRow key={delivery.id} webhookId={webhookId} delivery={delivery} onSent={setSent} />
        ))}
      </ul>
      {pages.hasMore ? (
        <Group>
          <Button variant="default" onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {t('common.more')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  )
}

function stateOf(delivery: Delivery) {
  if (delivery.deliveredAt) return 'delivered'
  if (delivery.givenUpAt) return 'givenUp'
  return delivery.tries > 0 ? 'retrying' : 'toSend'
}
const tones = { delivered: 'good', givenUp: 'bad', retrying: 'plain', toSend: 'plain' } as const

function DeliveryRow({
  webhookId,
  delivery,
  onSent,
}: {
  webhookId: string
  delivery: Delivery
  onSent: (isSent: boolean) => void
}) {
  const { t } = useWords()
  const zone = useZone()
  const action = useAction(sendWebhookAgain)
  const state = stateOf(delivery)
  const sendAgain = () => {
    onSent(false)
    action.run({ params: { webhookId, deliveryId: delivery.id }, body: {} }).then(
      () => onSent(true),
      () => {},
    )
  }
  return (
    <li>
      <Stack gap="xs" py="xs">
        <Group gap="xs" justify="space-between">
          {/* A kind that this console does not know is shown as it is. */}
          <Text fw={600}>
            {t(`webhooks:type.${delivery.type}` as 'common.save', { defaultValue: delivery.type })}
          </Text>
          <Tag tone={tones[state]}>{t(`webhooks:${state}`)}</Tag>
        </Group>
        <Facts arePaired>
          <Fact label={t('webhooks:queuedAt')}>
            <Moment at={delivery.queuedAt} zone={zone} relative />
          </Fact>
          <Fact label={t('webhooks:tries')}>{delivery.tries > 0 ? String(delivery.tries) : null}</Fact>
          <Fact label={t('webhooks:triedAt')}>
            {delivery.triedAt ? <Moment at={delivery.triedAt} zone={zone} relative /> : null}
          </Fact>
          <Fact label={t('webhooks:nextTryAt')}>
            {delivery.nextTryAt && delivery.tries > 0 ? (
              <Moment at={delivery.nextTryAt} zone={zone} relative />
            ) : null}
          </Fact>
          <Fact label={t('webhooks:answered')}>
            {delivery.status === null ? null : t('webhooks:answeredWith', { status: delivery.status })}
          </Fact>
          <Fact label={t('webhooks:error')}>
            {delivery.error ? <span className="bad">{delivery.error}</span> : null}
          </Fact>
          <Fact label={t('webhooks:id')}>
            <code style={{ overflowWrap: 'anywhere' }}>{delivery.id}</code>
          </Fact>
        </Facts>
        <MayButton
          size="xs"
          variant="default"
          can={delivery.can.sendAgain}
          why={{ conflict: t('webhooks:isOff') }}
          isRunning={action.isRunning}
          label={t('webhooks:againOf', { id: delivery.id })}
          onClick={sendAgain}
        >
          {t('webhooks:again')}
        </MayButton>
        <ProblemNote problem={action.problem} />
      </Stack>
    </li>
  )
}
