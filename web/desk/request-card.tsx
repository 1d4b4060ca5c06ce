import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import type { Request } from '#contract/grants.ts'
import { useWords } from '../language.ts'
import { useSaying } from '../ui/moment.tsx'
import { Tag } from '../ui/note.tsx'
import { Countdown } from './countdown.tsx'

export type ARequest = Static<typeof Request>

/** The state of a request, in a word. */
export function RequestStateTag({ state }: { state: ARequest['state'] }) {
  const { t } = useWords()
  const tone =
    state === 'pending' ? 'open' : state === 'approved' ? 'good' : state === 'rejected' ? 'bad' : 'plain'
  return <Tag tone={tone}>{t(`state.${state}`)}</Tag>
}

/** Who asks for what, in a sentence: for whom, where. */
export function useRequestSentence(): (request: ARequest) => string {
  const { t } = useWords()
  return request => {
    const shop = request.resource?.name ?? t('common.wholeAccount')
    const who = request.askedBy.name
    return request.subject.kind === 'person' && request.subject.id === request.askedBy.id
      ? t('requests.asks', { who, shop })
      : t('requests.asksFor', { who, subject: request.subject.name, shop })
  }
}

/** One request in a list: the sentence, the reasons, when it lapses, what can be done. */
export function RequestCard({
  request,
  zone,
  above,
  children,
}: {
  request: ARequest
  zone: string
  above?: ReactNode
  children?: ReactNode
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const sentence = useRequestSentence()
  return (
    <Stack component="article" className="card" gap="xs">
      {above ? (
        <Text size="sm" c="dimmed">
          {above}
        </Text>
      ) : null}
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} fz="1.05rem" style={{ flex: '1 1 14rem' }}>
          {sentence(request)}
        </Title>
        <RequestStateTag state={request.state} />
      </Group>
      <Wants request={request} />
      {request.caseNumber ? (
        <Text size="sm">
          {t('request.caseNumber')}: {request.caseNumber}
        </Text>
      ) : null}
      <Text size="sm" c="dimmed">
        {t('requests.askedAt', { at: say.instant(request.askedAt) })} ({say.relative(request.askedAt)})
        {request.state === 'pending' ? (
          <>
            {' · '}
            {t('requests.lapsesAt', { at: say.instant(request.lapsesAt) })} (
            <Countdown until={request.lapsesAt} />)
          </>
        ) : null}
      </Text>
      {children}
    </Stack>
  )
}

/** Each right with the reason for it. */
export function Wants({ request }: { request: ARequest }) {
  const { t } = useWords()
  return (
    <ul className="plain-list">
      {request.wants.map(({ permission, reason }) => (
        <li key={permission}>
          <strong>
            {t(
              permission === 'shop.view'
                ? 'right.view'
                : permission === 'shop.operate'
                  ? 'right.operate'
                  : 'grant.what',
            )}
            :
          </strong>{' '}
          {t('common.quoted', { text: reason })}
        </li>
      ))}
    </ul>
  )
}
