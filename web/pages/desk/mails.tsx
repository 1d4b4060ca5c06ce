import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { listMails, readHealth, sendMailAgain } from '#contract/provider-desk.ts'
import { useZone } from '../../api/me.ts'
import type { MailsSearch } from '../../api/search.ts'
import { liveEveryMs, useAction, useAnswer, usePages } from '../../api/use-api.ts'
import { MayButton } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Plates } from '../../ui/plates.tsx'
import { Waiting } from '../../ui/waiting.tsx'

type AMail = AnswerOf<typeof listMails>['items'][number]
const filters = ['all', 'waiting', 'failed', 'sent'] as const

/** What was mailed, what waits and what failed, and trying again. */
export function MailsPage() {
  const { t } = useWords()
  const search: MailsSearch = useSearch({ from: patterns.deskMails })
  const state = search.state ?? 'all'
  const navigate = useNavigate({ from: patterns.deskMails })
  const mails = usePages(listMails, { query: { state } }, { everyMs: liveEveryMs })
  const health = useAnswer(readHealth, {}, { everyMs: liveEveryMs })
  const [tried, setTried] = useState<AMail | null>(null)
  // What stands above the list must be known before the list is shown, or it would push the list away.
  const isKnown = health.data !== undefined || health.error !== null
  return (
    <Page
      title={t('provider-desk:mails.title')}
      above={<PageLink to={consolePaths.desk()}>{t('provider-desk:overview.title')}</PageLink>}
      below={t('provider-desk:mails.hint')}
    >
      {isKnown ? (
        <>
          <HowMailIs mail={health.data?.mail} />
          <Plates
            isCompact
            label={t('provider-desk:mails.filter')}
            value={state}
            onChange={next => void navigate({ search: next === 'all' ? {} : { state: next }, replace: true })}
            plates={filters.map(value => ({ value, title: t(`provider-desk:mails.${value}`) }))}
          />
          <div role="status">
            {tried ? (
              <Note tone="good">
                {t('provider-desk:mails.triedAgain', { subject: tried.subject, to: tried.to })}
              </Note>
            ) : null}
          </div>
          <ProblemNote problem={mails.problem} onAgain={mails.again} />
          {!mails.items && mails.isLoading ? <Waiting label={t('common.loading')} cards={3} /> : null}
          {mails.items?.length === 0 ? (
            state === 'all' ? (
              <Empty title={t('provider-desk:mails.none')} hint={t('provider-desk:mails.noneHint')} />
            ) : (
              <Text c="dimmed">{t(`provider-desk:mails.${noneOf[state]}`)}</Text>
            )
          ) : null}
          {mails.items?.map(mail => (
            <MailCard key={mail.id} mail={mail} onTried={setTried} />
          ))}
          {mails.hasMore ? (
            <Button variant="default" onClick={mails.loadMore} loading={mails.isLoadingMore}>
              {t('common.more')}
            </Button>
          ) : null}
        </>
      ) : (
        <Waiting label={t('common.loading')} cards={3} />
      )}
    </Page>
  )
}

const noneOf = { waiting: 'noneWaiting', failed: 'noneFailed', sent: 'noneSent' } as const

/** That mail is not set up, or what the mail server said last: every mail of the list waits for that. */
function HowMailIs({ mail }: { mail: AnswerOf<typeof readHealth>['mail'] | undefined }) {
  const { t } = useWords()
  if (mail?.setUp === false) {
    return (
      <Note tone="bad">
        <Text fw={600}>{t('provider-desk:trouble.mail-not-set-up.what', { count: 1 })}</Text>
        <Text>{t('provider-desk:trouble.mail-not-set-up.todo')}</Text>
      </Note>
    )
  }
  if (!mail?.error) return null
  return <Note tone="bad">{t('provider-desk:mails.serverError', { error: mail.error })}</Note>
}

function MailCard({ mail, onTried }: { mail: AMail; onTried: (mail: AMail | null) => void }) {
  const { t } = useWords()
  const zone = useZone()
  const action = useAction(sendMailAgain)
  const isOver = mail.givenUpAt !== null
  const hasFailed = isOver || (mail.sentAt === null && mail.error !== null)
  const sendAgain = () => {
    onTried(null)
    action.run({ params: { mailId: mail.id } }).then(onTried, () => {})
  }
  return (
    <Stack component="article" className={`card ${isOver ? 'card-bad' : ''}`} gap="xs">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} fz="1.05rem" style={{ flex: '1 1 14rem' }}>
          {mail.subject}
        </Title>
        <Tag tone={isOver ? 'bad' : mail.sentAt ? 'good' : 'plain'}>
          {t(
            isOver
              ? 'provider-desk:mails.stateGivenUp'
              : mail.sentAt
                ? 'provider-desk:mails.stateSent'
                : hasFailed
                  ? 'provider-desk:mails.stateRetrying'
                  : 'provider-desk:mails.stateWaiting',
          )}
        </Tag>
      </Group>
      <Facts arePaired>
        <Fact label={t('provider-desk:mails.to')}>{mail.to}</Fact>
        <Fact label={t('provider-desk:mails.queuedAt')}>
          <Moment at={mail.queuedAt} zone={zone} relative />
        </Fact>
        <Fact label={t('provider-desk:mails.sentAt')}>
          {mail.sentAt ? <Moment at={mail.sentAt} zone={zone} /> : null}
        </Fact>
        <Fact label={t('provider-desk:mails.givenUpAt')}>
          {mail.givenUpAt ? <Moment at={mail.givenUpAt} zone={zone} relative /> : null}
        </Fact>
        <Fact label={t('provider-desk:mails.tries')}>{mail.tries > 0 ? String(mail.tries) : null}</Fact>
        <Fact label={t('provider-desk:mails.nextTryAt')}>
          {mail.nextTryAt && !isOver && !mail.sentAt ? (
            <Moment at={mail.nextTryAt} zone={zone} relative />
          ) : null}
        </Fact>
        <Fact label={t('provider-desk:mails.error')}>
          {mail.error ? <span className="bad">{mail.error}</span> : null}
        </Fact>
      </Facts>
      {hasFailed ? (
        <MayButton
          size="sm"
          variant="default"
          can={mail.can.sendAgain}
          why={{ conflict: t('provider-desk:mails.linkIsOver') }}
          isRunning={action.isRunning}
          label={t('provider-desk:mails.sendAgainOf', { subject: mail.subject, to: mail.to })}
          onClick={sendAgain}
        >
          {t('provider-desk:mails.sendAgain')}
        </MayButton>
      ) : null}
      <ProblemNote problem={action.problem} />
    </Stack>
  )
}
