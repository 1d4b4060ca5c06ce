import { Group, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { readMyVisit, readVisit } from '#contract/visits.ts'
import { liveEveryMs, useAnswer } from '../../../api/use-api.ts'
import { Countdown, Until, useSayUntil } from '../../../desk/countdown.tsx'
import { EndInAccount } from '../../../desk/end-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useDeskWords } from '../../../desk/words.ts'
import { useWords } from '../../../language.ts'
import { patterns } from '../../../paths.ts'
import { NothingHerePage } from '../../../shell/edge-pages.tsx'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { PageLink } from '../../../ui/link-button.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import { Page } from '../../../ui/page.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { AnswerVisit } from './answer-visit.tsx'
import { Artefacts } from './artefacts.tsx'
import { OwnVisit } from './own-visit.tsx'
import { type AVisit, useSayPlatform, VisitStateTag } from './visit-card.tsx'
import { VisitParts } from './visit-parts.tsx'

export type AVisitPage = AnswerOf<typeof readVisit>

/** One visit as the owner sees it: a mail leads here; two clicks and it is answered. */
export function VisitPage() {
  const { accountId, visitId } = useParams({ from: patterns.visit })
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(
    readVisit,
    { params: { accountId, visitId } },
    { everyMs: liveEveryMs },
  )
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <TheVisit
      page={data}
      above={<PageLink to={consolePaths.visits(accountId)}>{t('visits:title')}</PageLink>}
      trouble={<ProblemNote problem={error} onAgain={() => void refetch()} />}
      isWaiting={!error}
      side="owner"
    />
  )
}

/** The same as who visits sees it. */
export function MyVisitPage() {
  const { visitId } = useParams({ from: patterns.myVisit })
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readMyVisit, { params: { visitId } }, { everyMs: liveEveryMs })
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <TheVisit
      page={data}
      above={<PageLink to={consolePaths.deskVisits()}>{t('visits:deskTitle')}</PageLink>}
      trouble={<ProblemNote problem={error} onAgain={() => void refetch()} />}
      isWaiting={!error}
      side="agent"
    />
  )
}

function TheVisit({
  page,
  above,
  trouble,
  isWaiting,
  side,
}: {
  page: AVisitPage | undefined
  above: ReactNode
  trouble: ReactNode
  isWaiting: boolean
  side: 'owner' | 'agent'
}) {
  const { t } = useWords()
  const visit = page?.visit
  return (
    <Page
      title={visit ? t('visits:titleOf', { agent: visit.agent.name }) : t('common.loading')}
      above={above}
      beside={visit ? <VisitStateTag state={visit.state} /> : null}
    >
      {trouble}
      {page && visit ? (
        <>
          <WhatIsSaid page={page} />
          {side === 'owner' && visit.state === 'asked' ? <AnswerVisit page={page} /> : null}
          {side === 'agent' ? <OwnVisit visit={visit} zone={page.terms.zone} /> : null}
          {side === 'owner' && visit.grant && visit.can.end !== 'ending-already' ? (
            <Group align="flex-start">
              <EndInAccount grant={visit.grant} accountId={visit.account.id} zone={page.terms.zone} />
            </Group>
          ) : null}
          {visit.grant ? <Artefacts visit={visit} zone={page.terms.zone} /> : null}
          {visit.grant ? (
            <VisitParts accountId={visit.account.id} grantId={visit.grant.id} side={side} visit={visit} />
          ) : null}
        </>
      ) : isWaiting ? (
        <Waiting label={t('common.loading')} cards={1} height={320} />
      ) : null}
    </Page>
  )
}

function WhatIsSaid({ page: { visit, terms } }: { page: AVisitPage }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(terms.zone)
  const sayPlatform = useSayPlatform()
  const howLong = useHowLong(terms.zone)
  const { decision, notNeeded, grant } = visit
  return (
    <Stack className={`card ${visit.state === 'open' ? 'card-open' : ''}`}>
      <Facts>
        <Fact label={t('visits:who')}>
          {visit.team
            ? t('visits:whoIs', { agent: visit.agent.name, team: visit.team, provider: visit.provider })
            : `${visit.agent.name}, ${visit.provider}`}
        </Fact>
        <Fact label={t('visits:where')}>
          {[visit.resource.name, visit.resource.origin?.replace(/^https?:\/\//, '')]
            .filter(Boolean)
            .join(' · ')}
        </Fact>
        <Fact label={t('visits:platform')}>{sayPlatform(visit)}</Fact>
        <Fact label={t('visits:ticket')}>{visit.caseNumber}</Fact>
        <Fact label={t('visits:purpose')}>
          <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{visit.purpose}</span>
        </Fact>
        <Fact label={t('visits:rights')}>
          {visit.rights.length > 0 ? <Rights rights={visit.rights} /> : null}
        </Fact>
        <Fact label={t('visits:howLong')}>
          {grant && !grant.ending ? (
            <Until until={grant.endsAt} zone={terms.zone} />
          ) : visit.asked && visit.state === 'asked' ? (
            howLong(visit, terms)
          ) : null}
        </Fact>
        <Fact label={t('visits:method')}>{t(`visits:methods.${visit.method}`)}</Fact>
        <Fact label={t('visits:way')}>{visit.way ? t(`visits:ways.${visit.way}`) : null}</Fact>
        <Fact label={t('visits:begunBy')}>
          {t('visits:answeredBy', { by: visit.begunBy.name, at: say.instant(visit.begunAt) })}
        </Fact>
        <Fact label={t('visits:answered')}>
          {decision
            ? t('visits:answeredBy', { by: words.actor(decision.by, null), at: say.instant(decision.at) })
            : null}
        </Fact>
        <Fact label={t('visits:note')}>{grant?.ending?.note ?? decision?.note}</Fact>
        <Fact label={t('grant.endedAt')}>
          {grant?.ending ? `${say.second(grant.ending.at)} · ${words.cause(grant.ending.cause)}` : null}
        </Fact>
        <Fact label={t('grant.confirmation')}>
          {grant?.ending ? (
            <span className={grant.ending.confirmedAt ? 'good' : 'bad'}>
              {grant.ending.confirmedAt
                ? t('grant.endedConfirmed', { at: say.second(grant.ending.confirmedAt) })
                : t('grant.endedUnconfirmed')}
            </span>
          ) : null}
        </Fact>
      </Facts>
      {visit.state === 'asked' && visit.asked ? (
        <Text c="dimmed">
          {t('visits:lapses', { at: say.instant(visit.asked.lapsesAt) })} (
          <Countdown until={visit.asked.lapsesAt} />)
        </Text>
      ) : null}
      {notNeeded ? (
        <Note tone="good">
          {t('visits:because')}: {notNeeded.because}
        </Note>
      ) : null}
    </Stack>
  )
}

/** Each right with its reason; what the owner took away is said, not left out. */
export function Rights({ rights }: { rights: AVisit['rights'] }) {
  const { t } = useWords()
  const sayRight = useSayRight()
  return (
    <ul className="plain-list">
      {rights.map(one => (
        <li key={`${one.of} ${one.right}`}>
          <strong>{sayRight(one)}:</strong> {t('common.quoted', { text: one.reason })}
          {one.agreed === false ? ` (${t('visits:taken')})` : ''}
        </li>
      ))}
    </ul>
  )
}

export function useSayRight(): (right: Pick<AVisit['rights'][number], 'right' | 'of'>) => string {
  const { t } = useWords()
  const words = useDeskWords()
  return ({ right, of }) => {
    if (of === 'platform') return right
    if (right === 'shop.view') return t('right.view')
    return right === 'shop.operate' ? t('right.operate') : words.permissions([right])
  }
}

/** How long until exactly: a preset counts from the answer, so it means what it means now. */
export function useHowLong(zone: string): (visit: AVisit, terms: AVisitPage['terms']) => string {
  const words = useDeskWords()
  const sayUntil = useSayUntil(zone)
  return ({ asked }, terms) => {
    if (asked?.until) return sayUntil(asked.until)
    const meant = terms.presets.find(({ preset }) => preset === asked?.preset)?.endsAt
    const preset = words.preset(asked?.preset ?? '')
    return meant ? `${preset} (${sayUntil(meant)})` : preset
  }
}
