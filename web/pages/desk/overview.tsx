import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { readHealth } from '#contract/provider-desk.ts'
import { liveEveryMs, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { LinkButton, PageLink } from '../../ui/link-button.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { FirstSteps } from './first-steps.tsx'
import { makingHash } from './making-hash.ts'
import { Numbers } from './numbers.tsx'
import { Troubles } from './troubles.tsx'

type Health = AnswerOf<typeof readHealth>

/** The provider's desk at a glance: what needs somebody, then how much there is of everything. */
export function DeskPage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(readHealth, {}, { everyMs: liveEveryMs })
  return (
    <Page
      title={t('provider-desk:overview.title')}
      below={t('provider-desk:overview.hint')}
      beside={
        <Group gap="xs">
          <Button renderRoot={props => <Link {...props} to={patterns.deskAccounts} hash={makingHash} />}>
            {t('accounts:make')}
          </Button>
          <LinkButton to={consolePaths.ask()} variant="default">
            {t('nav.ask')}
          </LinkButton>
        </Group>
      }
    >
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? <AtAGlance health={data} /> : error ? null : <Waiting label={t('common.loading')} cards={3} />}
    </Page>
  )
}

function AtAGlance({ health }: { health: Health }) {
  const { t } = useWords()
  return (
    <>
      <FirstSteps health={health} />
      {health.troubles.length > 0 ? (
        <Section title={t('provider-desk:overview.troubles')}>
          <Troubles troubles={health.troubles} />
        </Section>
      ) : (
        <Note tone="good">
          <Group gap="sm" wrap="nowrap">
            <CheckIcon size={22} />
            <Text>{t('provider-desk:overview.allWell')}</Text>
          </Group>
        </Note>
      )}
      <Section title={t('provider-desk:overview.numbers')}>
        <Numbers health={health} />
      </Section>
      <Section title={t('provider-desk:overview.mail')}>
        <MailLine mail={health.mail} />
      </Section>
      <Group gap="lg">
        <PageLink to={consolePaths.deskMails()}>{t('provider-desk:overview.toMails')}</PageLink>
        <PageLink to={consolePaths.deskHealth()}>{t('provider-desk:overview.toHealth')}</PageLink>
      </Group>
    </>
  )
}

/** How it stands with the mail, in one line. */
function MailLine({ mail }: { mail: Health['mail'] }) {
  const { t } = useWords()
  return (
    <Text>
      {mail.setUp ? null : <span className="bad">{t('provider-desk:overview.mailMissing')} </span>}
      {t('provider-desk:overview.mailSent', { count: mail.sentLastDay })}
      {mail.queued > 0 ? ` · ${t('provider-desk:overview.mailQueued', { count: mail.queued })}` : null}
      {mail.givenUp > 0 ? (
        <span className="bad"> · {t('provider-desk:overview.mailGivenUp', { count: mail.givenUp })}</span>
      ) : null}
    </Text>
  )
}
