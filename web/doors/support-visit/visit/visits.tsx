import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import {
  beginVisit,
  listVisits,
  readRequestCode,
  readVisitChoices,
  renewRequestCode,
} from '#contract/visits.ts'
import { useMe, useZone } from '../../../api/me.ts'
import { liveEveryMs, useAction, useAnswer, usePages } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { patterns } from '../../../paths.ts'
import { NothingHerePage } from '../../../shell/edge-pages.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import { Page, Section } from '../../../ui/page.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { VisitCard } from './visit-card.tsx'
import { VisitForm } from './visit-form.tsx'

/** The visits of an account: the code that support needs, letting somebody in, and what there was. */
export function VisitsPage() {
  const { accountId } = useParams({ from: patterns.visits })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const visits = usePages(listVisits, { params: { accountId }, query: {} }, { everyMs: liveEveryMs })
  const choices = useAnswer(readVisitChoices, { params: { accountId } })
  if (visits.problem?.code === 'not-found') return <NothingHerePage />
  return (
    <Page title={t('visits:title')} above={account?.name} below={t('visits:hint')}>
      {choices.data?.can.code === true ? <TheCode accountId={accountId} zone={zone} /> : null}
      {choices.data ? <Begin accountId={accountId} choices={choices.data} /> : null}
      <ProblemNote problem={visits.problem ?? choices.error} onAgain={visits.again} />
      {!visits.items && visits.isLoading ? <Waiting label={t('common.loading')} /> : null}
      {visits.items?.length === 0 ? <Empty title={t('visits:none')} hint={t('visits:noneHint')} /> : null}
      {visits.items?.map(visit => (
        <VisitCard key={visit.id} visit={visit} zone={zone} to={consolePaths.visit(accountId, visit.id)} />
      ))}
      {visits.hasMore ? (
        <Button variant="default" onClick={visits.loadMore} loading={visits.isLoadingMore}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function TheCode({ accountId, zone }: { accountId: string; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  const params = { accountId }
  const { data, error, refetch } = useAnswer(readRequestCode, { params })
  const renew = useAction(renewRequestCode)
  const [isRenewed, setRenewed] = useState(false)
  const make = () => {
    const hadOne = data?.code != null
    void renew.run({ params }).then(
      () => setRenewed(hadOne),
      () => {},
    )
  }
  return (
    <Section title={t('visits:code')}>
      <ProblemNote problem={error ?? renew.problem} onAgain={() => void refetch()} />
      {data ? (
        <Stack className="card" gap="sm">
          {data.code ? (
            <Text fz="1.6rem" fw={650} className="numbers" style={{ letterSpacing: '0.08em' }}>
              {data.code}
            </Text>
          ) : (
            <Text>{t('visits:codeNone')}</Text>
          )}
          <Text c="dimmed">{t('visits:codeHint')}</Text>
          {data.madeAt ? (
            <Text size="sm" c="dimmed">
              {t('visits:codeMadeAt', { by: data.madeBy?.name ?? '', at: say.instant(data.madeAt) })}
            </Text>
          ) : null}
          <Group>
            {data.code ? <CopyButton text={data.code} label={t('visits:copy')} /> : null}
            <Button
              variant={data.code ? 'default' : 'filled'}
              size="sm"
              loading={renew.isRunning}
              onClick={make}
            >
              {data.code ? t('visits:codeRenew') : t('visits:codeMake')}
            </Button>
          </Group>
          <div role="status">{isRenewed ? <Note tone="good">{t('visits:codeRenewed')}</Note> : null}</div>
        </Stack>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={190} />
      )}
    </Section>
  )
}

function Begin({ accountId, choices }: { accountId: string; choices: AnswerOf<typeof readVisitChoices> }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const action = useAction(beginVisit)
  const { people } = choices.supportTeam
  const [isOpen, setOpen] = useState(false)
  const [agentId, setAgentId] = useState(people[0]?.id ?? '')
  return (
    <div>
      <MayButton can={choices.can.begin} variant="default" onClick={() => setOpen(true)}>
        {t('visits:begin')}
      </MayButton>
      <Sheet
        title={t('visits:beginTitle')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        closeLabel={t('common.cancel')}
        locked={action.isRunning}
      >
        {isOpen ? (
          <VisitForm
            choices={choices}
            isTicketNeeded={false}
            isRunning={action.isRunning}
            submit={t('visits:beginNow')}
            trouble={<ProblemNote problem={action.problem} />}
            onSend={({ caseNumber, ...draft }) =>
              void action
                .run({
                  params: { accountId },
                  body: { ...draft, agentId, ...(caseNumber ? { caseNumber } : {}) },
                })
                .then(
                  ({ visit }) => void navigate({ to: consolePaths.visit(accountId, visit.id) }),
                  () => {},
                )
            }
          >
            <NativeSelect
              label={t('visits:agent')}
              value={agentId}
              onChange={event => setAgentId(event.currentTarget.value)}
              data={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </VisitForm>
        ) : null}
      </Sheet>
    </div>
  )
}
