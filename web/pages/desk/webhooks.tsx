import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { listWebhooks, switchWebhookOff, switchWebhookOn, testWebhook } from '#contract/webhooks.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAction, useAnswer } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Empty } from '../../ui/empty.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { Moment, useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { WebhookDeliveries } from './webhook-deliveries.tsx'
import { WebhookSheet, type WebhookTask } from './webhook-sheet.tsx'

export type AWebhook = AnswerOf<typeof listWebhooks>['items'][number]

/** The programs that are told when somebody's rights change. */
export function WebhooksPage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listWebhooks, {}, { everyMs: liveEveryMs })
  const [task, setTask] = useState<WebhookTask | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const begin = (next: WebhookTask) => {
    setSaid(null)
    setTask(next)
  }
  return (
    <Page
      title={t('webhooks:title')}
      above={<PageLink to={consolePaths.deskHealth()}>{t('nav.health')}</PageLink>}
      below={t('webhooks:hint')}
    >
      <div role="status">{said ? <Note tone="good">{said}</Note> : null}</div>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          {data.items.length === 0 ? (
            <Empty title={t('webhooks:none')} hint={t('webhooks:noneHint')} />
          ) : null}
          {data.items.map(webhook => (
            <WebhookCard key={webhook.id} webhook={webhook} onTask={begin} onSaid={setSaid} />
          ))}
          <Group>
            <Button onClick={() => begin({ kind: 'add' })}>{t('webhooks:add')}</Button>
          </Group>
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={2} />
      )}
      <WebhookSheet
        task={task}
        onClose={() => setTask(null)}
        onDone={sentence => {
          setTask(null)
          setSaid(sentence)
        }}
      />
    </Page>
  )
}

function WebhookCard({
  webhook,
  onTask,
  onSaid,
}: {
  webhook: AWebhook
  onTask: (task: WebhookTask) => void
  onSaid: (sentence: string | null) => void
}) {
  const { t } = useWords()
  const zone = useZone()
  const say = useSaying(zone)
  const on = useAction(switchWebhookOn)
  const off = useAction(switchWebhookOff)
  const probe = useAction(testWebhook)
  const { id, name } = webhook
  const isOn = webhook.off === null
  const needsSomebody = webhook.failingSince !== null || webhook.off?.because === 'gone'
  const act = (action: typeof on | typeof off | typeof probe, sentence: string) => {
    onSaid(null)
    void (action.run as (input: object) => Promise<unknown>)({ params: { webhookId: id }, body: {} }).then(
      () => onSaid(sentence),
      () => {},
    )
  }
  return (
    <Stack component="article" className={`card ${needsSomebody ? 'card-bad' : ''}`} gap="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} fz="1.15rem" style={{ flex: '1 1 14rem' }}>
          {name}
        </Title>
        <Tag tone={needsSomebody ? 'bad' : isOn ? 'good' : 'plain'}>
          {webhook.off
            ? t(webhook.off.because === 'gone' ? 'webhooks:stateGone' : 'webhooks:stateOff')
            : webhook.failingSince
              ? t('webhooks:stateFailing', { at: say.instant(webhook.failingSince) })
              : t('webhooks:stateOn')}
        </Tag>
      </Group>
      <Text style={{ overflowWrap: 'anywhere' }}>{webhook.address}</Text>
      <Facts arePaired>
        <Fact label={t('webhooks:network')}>{webhook.allowPrivate ? t('webhooks:own') : null}</Fact>
        <Fact label={t('webhooks:addedAt')}>
          {webhook.addedBy ? (
            t('webhooks:addedBy', { by: webhook.addedBy.name, at: say.instant(webhook.addedAt) })
          ) : (
            <Moment at={webhook.addedAt} zone={zone} />
          )}
        </Fact>
        <Fact label={t('webhooks:offAt')}>
          {webhook.off ? <Moment at={webhook.off.at} zone={zone} relative /> : null}
        </Fact>
        <Fact label={t('webhooks:lastDelivered')}>
          {webhook.lastDeliveredAt ? <Moment at={webhook.lastDeliveredAt} zone={zone} relative /> : null}
        </Fact>
        <Fact label={t('webhooks:waiting')}>{webhook.waiting > 0 ? String(webhook.waiting) : null}</Fact>
      </Facts>
      {webhook.previousSecretUntil ? (
        <Note>{t('webhooks:bothSign', { at: say.instant(webhook.previousSecretUntil) })}</Note>
      ) : null}
      <ProblemNote problem={on.problem ?? off.problem ?? probe.problem} />
      <Group gap="xs" align="flex-start">
        <MayButton
          size="sm"
          can={isOn ? true : 'conflict'}
          why={{ conflict: t('webhooks:isOff') }}
          isRunning={probe.isRunning}
          label={t('webhooks:testOf', { name })}
          onClick={() => act(probe, t('webhooks:tested', { name }))}
        >
          {t('webhooks:test')}
        </MayButton>
        <Button
          size="sm"
          variant="default"
          aria-label={t('webhooks:changeOf', { name })}
          onClick={() => onTask({ kind: 'change', webhook })}
        >
          {t('webhooks:change')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={t('webhooks:secretOf', { name })}
          onClick={() => onTask({ kind: 'secret', webhook })}
        >
          {t('webhooks:secret')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={on.isRunning || off.isRunning}
          aria-label={t(isOn ? 'webhooks:switchOffOf' : 'webhooks:switchOnOf', { name })}
          onClick={() =>
            isOn ? act(off, t('webhooks:switchedOff', { name })) : act(on, t('webhooks:switchedOn', { name }))
          }
        >
          {t(isOn ? 'webhooks:switchOff' : 'webhooks:switchOn')}
        </Button>
        <Button
          size="sm"
          variant="outline"
          color="danger"
          aria-label={t('webhooks:removeOf', { name })}
          onClick={() => onTask({ kind: 'remove', webhook })}
        >
          {t('webhooks:remove')}
        </Button>
      </Group>
      <WebhookDeliveries webhook={webhook} />
    </Stack>
  )
}
