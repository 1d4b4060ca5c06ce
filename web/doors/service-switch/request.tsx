import { Group, Stack, Text, Title } from '@mantine/core'
import { Navigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { readRequest } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import { readSwitch } from '#contract/service-switch.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAnswer } from '../../api/use-api.ts'
import { Countdown, useSayUntil } from '../../desk/countdown.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { type ARequest, RequestStateTag, useRequestSentence, Wants } from '../../desk/request-card.tsx'
import { useDeskWords } from '../../desk/words.ts'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { NothingHerePage } from '../../shell/edge-pages.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { LinkButton, PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { AnswerRequest } from './answer-request.tsx'
import type { ASwitch } from './draft.ts'

/** One request: who asks, for what, why, how long, and the answer. A mail leads here; two clicks and it is done. */
export function RequestPage() {
  const { accountId, requestId } = useParams({ from: patterns.request })
  const { t } = useWords()
  const zone = useZone(accountId)
  const { data, error, refetch } = useAnswer(
    readRequest,
    { params: { accountId, requestId } },
    { everyMs: liveEveryMs },
  )
  const shopId = data?.resource?.id
  const [isAnsweredHere, setAnsweredHere] = useState(false)
  const shop = useAnswer(
    readSwitch,
    { params: { accountId, resourceId: shopId ?? '' } },
    { enabled: shopId !== undefined, everyMs: 60_000 },
  )
  if (error?.code === 'not-found') return <NothingHerePage />
  // A visit means other things by its rights and has a page of its own.
  if (data?.door === 'support-visit')
    return <Navigate to={consolePaths.visit(accountId, requestId)} replace />
  return (
    <Page
      title={data ? t('request.title', { who: data.askedBy.name }) : t('common.loading')}
      above={<PageLink to={consolePaths.requests(accountId)}>{t('requests.title')}</PageLink>}
      beside={data ? <RequestStateTag state={data.state} /> : null}
    >
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          <WhatIsAsked request={data} state={shop.data} zone={zone} />
          {data.state === 'pending' ? (
            <AnswerRequest
              request={data}
              state={shop.data}
              zone={zone}
              onAnswered={() => setAnsweredHere(true)}
            />
          ) : (
            <Outcome request={data} zone={zone} takesFocus={isAnsweredHere} />
          )}
        </>
      ) : error ? null : (
        <Waiting label={t('common.loading')} height={260} />
      )}
    </Page>
  )
}

function WhatIsAsked({
  request,
  state,
  zone,
}: {
  request: ARequest
  state: ASwitch | undefined
  zone: string
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const sentence = useRequestSentence()
  const howLong = useHowLong(zone)
  return (
    <Stack className="card">
      <Title order={2}>{sentence(request)}</Title>
      <Facts>
        <Fact label={t('request.wants')}>
          <Wants request={request} />
        </Fact>
        <Fact label={t('request.howLong')}>{howLong(request, state)}</Fact>
        <Fact label={t('request.forWhom')}>{request.subject.name}</Fact>
        <Fact label={t('request.shop')}>
          {[
            request.resource?.name ?? t('common.wholeAccount'),
            request.resource?.origin?.replace(/^https?:\/\//, ''),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
        <Fact label={t('request.caseNumber')}>{request.caseNumber}</Fact>
        <Fact label={t('request.message')}>{request.message}</Fact>
      </Facts>
      {request.state === 'pending' ? (
        <Text c="dimmed">
          {t('request.lapses', { at: say.instant(request.lapsesAt) })} (<Countdown until={request.lapsesAt} />
          )
        </Text>
      ) : null}
    </Stack>
  )
}

/** How long, as concrete as it can be said: a preset counts from the answer, so it means what it means now. */
export function useHowLong(zone: string): (request: ARequest, state: ASwitch | undefined) => string {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const sayUntil = useSayUntil(zone)
  return (request, state) => {
    if (request.until) return sayUntil(request.until)
    const preset = words.preset(request.preset ?? '')
    // What it would have meant is of no use to anybody once it is answered.
    if (request.state !== 'pending') return preset
    const endsAt = state?.presets.find(meaning => meaning.preset === request.preset)?.endsAt
    return endsAt
      ? t('request.howLongPresetNow', { preset, end: say.instant(endsAt) })
      : t('request.howLongPreset', { preset })
  }
}

function Outcome({ request, zone, takesFocus }: { request: ARequest; zone: string; takesFocus: boolean }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const { decision, resource } = request
  const by = words.actor(decision?.by, 'clock')
  const at = decision ? say.instant(decision.at) : ''
  const said = {
    approved: [t('request.approved', { by, at }), t('request.approvedHint')],
    rejected: [t('request.rejected', { by, at }), t('request.rejectedHint')],
    lapsed: [t('request.lapsed', { at: say.instant(request.lapsesAt) }), t('request.lapsedHint')],
    withdrawn: [t('request.withdrawn', { who: request.askedBy.name }), t('request.withdrawnHint')],
    pending: ['', ''],
  }[request.state]
  return (
    <Note tone={request.state === 'approved' ? 'good' : 'plain'} live="status" takesFocus={takesFocus}>
      <Text fw={650}>{said[0]}</Text>
      <Text>{said[1]}</Text>
      {decision?.note ? (
        <Text>
          {t('request.note')}: {decision.note}
        </Text>
      ) : null}
      {resource ? (
        <Group mt="sm">
          <LinkButton to={consolePaths.shop(request.account.id, resource.id)} variant="default" size="sm">
            {t('request.toSwitch')}
          </LinkButton>
        </Group>
      ) : null}
    </Note>
  )
}
