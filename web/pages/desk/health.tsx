import { Group, Stack, Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { readHealth } from '#contract/provider-desk.ts'
import { useZone } from '../../api/me.ts'
import { liveEveryMs, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { Moment, useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { Troubles } from './troubles.tsx'

type Health = AnswerOf<typeof readHealth>

/** How the desk itself is: what is wrong, the numbers, and what to send along with a question. */
export function HealthPage() {
  const { t } = useWords()
  const say = useSaying(useZone())
  const { data, error, refetch } = useAnswer(readHealth, {}, { everyMs: liveEveryMs })
  return (
    <Page
      title={t('provider-desk:health.title')}
      above={<PageLink to={consolePaths.desk()}>{t('provider-desk:overview.title')}</PageLink>}
      below={data ? t('provider-desk:health.hint', { at: say.second(data.now) }) : undefined}
    >
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? <HowItIs health={data} /> : error ? null : <Waiting label={t('common.loading')} cards={3} />}
    </Page>
  )
}

function HowItIs({ health }: { health: Health }) {
  const { t } = useWords()
  // A pair that this console does not know is shown as it is.
  const known = (key: string, name: string) =>
    t(`provider-desk:health.${key}` as 'common.save', { defaultValue: name })
  return (
    <>
      {health.troubles.length > 0 ? (
        <Section title={t('provider-desk:health.troubles')}>
          <Troubles troubles={health.troubles} isOnHealthPage />
        </Section>
      ) : (
        <Note tone="good">{t('provider-desk:overview.allWell')}</Note>
      )}
      <Section title={t('provider-desk:health.numbers')}>
        <div className="card">
          <Facts arePaired>
            <Fact label={t('provider-desk:health.accounts')}>{String(health.accounts)}</Fact>
            <Fact label={t('provider-desk:health.people')}>{String(health.people)}</Fact>
            <Fact label={t('provider-desk:health.open')}>{String(health.openGrants)}</Fact>
            <Fact label={t('provider-desk:health.inside')}>{String(health.liveEntries)}</Fact>
            <Fact label={t('provider-desk:health.waiting')}>{String(health.waitingRequests)}</Fact>
          </Facts>
        </div>
      </Section>
      <Section title={t('provider-desk:health.mail')}>
        <div className="card">
          <MailFacts mail={health.mail} />
        </div>
      </Section>
      <Section title={t('provider-desk:health.diagnostics')}>
        <div className="card">
          <Facts>
            {health.diagnostics.map(({ name, value }) => (
              <Fact key={name} label={known(`diagnostic.${name}`, name)}>
                {value === 'yes' || value === 'no' ? t(`provider-desk:health.${value}`) : value}
              </Fact>
            ))}
          </Facts>
        </div>
      </Section>
      <Section title={t('provider-desk:health.support')}>
        <Stack className="card" gap="sm">
          <Text c="dimmed">{t('provider-desk:health.supportHint')}</Text>
          <pre className="code code-whole">{health.supportString}</pre>
          <Group>
            <CopyButton text={health.supportString} label={t('provider-desk:health.supportCopy')} />
          </Group>
        </Stack>
      </Section>
    </>
  )
}

function MailFacts({ mail }: { mail: Health['mail'] }) {
  const { t } = useWords()
  const zone = useZone()
  return (
    <Facts>
      <Fact label={t('provider-desk:health.mailServer')}>
        {mail.setUp ? (
          t('provider-desk:health.setUp')
        ) : (
          <span className="bad">{t('provider-desk:health.notSetUp')}</span>
        )}
      </Fact>
      <Fact label={t('provider-desk:health.sentLastDay')}>{String(mail.sentLastDay)}</Fact>
      <Fact label={t('provider-desk:health.queued')}>{String(mail.queued)}</Fact>
      <Fact label={t('provider-desk:health.oldest')}>
        {mail.oldestQueuedAt ? <Moment at={mail.oldestQueuedAt} zone={zone} relative /> : null}
      </Fact>
      <Fact label={t('provider-desk:health.givenUp')}>{String(mail.givenUp)}</Fact>
      <Fact label={t('provider-desk:health.error')}>
        {mail.error ? <span className="bad">{mail.error}</span> : null}
      </Fact>
    </Facts>
  )
}
