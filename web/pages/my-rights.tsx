import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { leaveAccount } from '#contract/members.ts'
import { listMyPanels } from '#contract/panels.ts'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { listMyRights } from '#contract/rights.ts'
import { rightsSentenceTexts as de } from '#texts/de/rights-sentence.ts'
import { rightsSentenceTexts as en } from '#texts/en/rights-sentence.ts'
import { rightsSentenceTexts as nl } from '#texts/nl/rights-sentence.ts'
import { sayRights } from '#texts/rights-sentence.ts'
import { useMe } from '../api/me.ts'
import { useAction, useAnswer } from '../api/use-api.ts'
import { Until } from '../desk/countdown.tsx'
import { useEndingSheet } from '../desk/ending-sheet.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { Empty } from '../ui/empty.tsx'
import { ArrowIcon } from '../ui/icons.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'

type Mine = AnswerOf<typeof listMyRights>
type InAccount = Mine['items'][number]
type Right = InAccount['rights'][number]
type Ways = AnswerOf<typeof listMyPanels>['items']

const sentences = { de, en, nl }

/** What somebody may do in which accounts, the way into the provider's panels, and giving it up. */
export function MyRightsPage() {
  const { t } = useWords()
  const rights = useAnswer(listMyRights, {}, { everyMs: 10_000 })
  const panels = useAnswer(listMyPanels, {}, { everyMs: 10_000 })
  const error = rights.error ?? panels.error
  // Both at once, so that nothing that is there already moves.
  const data = panels.isPending ? undefined : rights.data
  return (
    <Page title={t('my-rights:title')} below={t('my-rights:hint')}>
      <ProblemNote
        problem={error}
        onAgain={() => {
          void rights.refetch()
          void panels.refetch()
        }}
      />
      {!data && !error ? <Waiting label={t('common.loading')} height={230} /> : null}
      {data?.items.length === 0 ? <Empty title={t('my-rights:none')} hint={t('my-rights:noneHint')} /> : null}
      {data?.items.map(mine => (
        <AccountCard
          key={mine.account.id}
          mine={mine}
          ways={(panels.data?.items ?? []).filter(({ account }) => account.id === mine.account.id)}
        />
      ))}
      {data && data.ended.length > 0 ? (
        <Section title={t('my-rights:ended')}>
          <div className="card">
            <ul className="plain-list rows">
              {data.ended.map(one => (
                <EndedRow key={one.account.id} ended={one} />
              ))}
            </ul>
          </div>
        </Section>
      ) : null}
    </Page>
  )
}

function AccountCard({ mine, ways }: { mine: InAccount; ways: Ways }) {
  const { t } = useWords()
  const { account, owner, rights } = mine
  const sees = useMe().accounts.some(({ id }) => id === account.id)
  return (
    <Stack component="article" className="card" gap="sm">
      <Title order={2} style={{ overflowWrap: 'anywhere' }}>
        {account.name}
      </Title>
      {owner ? <Text>{t('my-rights:owner')}</Text> : null}
      {rights.map(right => (
        <RightSaid key={right.grantId} right={right} mine={mine} />
      ))}
      <Group align="flex-start">
        {ways.map(({ panel }) => (
          // A form, so that what vouches for somebody stands in no address; the desk's own page sends it on.
          <form key={panel.id} method="post" action={doorPaths.enterPanel(panel.id)}>
            <input type="hidden" name="accountId" value={account.id} />
            <Button
              type="submit"
              rightSection={<ArrowIcon />}
              aria-label={t('my-rights:openPanelOf', { panel: panel.name, account: account.name })}
            >
              {t('my-rights:openPanel', { panel: panel.name })}
            </Button>
          </form>
        ))}
        {sees ? (
          <LinkButton
            to={consolePaths.account(account.id)}
            variant="default"
            aria-label={t('my-rights:toAccountOf', { account: account.name })}
          >
            {t('my-rights:toAccount')}
          </LinkButton>
        ) : null}
        {owner ? null : <Leave mine={mine} />}
      </Group>
    </Stack>
  )
}

/** The sentence that was promised, and until when it is true. */
function RightSaid({ right, mine: { account, zone } }: { right: Right; mine: InAccount }) {
  const { t, language } = useWords()
  const words = useDeskWords()
  const { person } = useMe()
  const say = useSaying(zone)
  return (
    <div>
      <Text>
        {sayRights(sentences[language], {
          name: person.name,
          permissions: right.permissions,
          label: permission => words.permissions([permission]),
          scope: right.scope && { name: right.scope.name, isGroup: right.scope.kind === 'group' },
          account: account.name,
          until: right.until && say.exact(right.until),
        })}
      </Text>
      <Text size="sm" c="dimmed">
        <Until until={right.until} zone={zone} />
        {right.givenBy ? ` · ${t('my-rights:givenBy', { by: right.givenBy.name })}` : ''}
      </Text>
    </div>
  )
}

function Leave({ mine: { account, zone, rights } }: { mine: InAccount }) {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(leaveAccount)
  const { person } = useMe()
  return (
    <Button
      variant="outline"
      color="danger"
      aria-label={t('my-rights:leaveOf', { account: account.name })}
      onClick={() =>
        open({
          title: t('my-rights:leaveTitle', { account: account.name }),
          hint: t('my-rights:leaveHint'),
          grants: rights.map(({ grantId, scope, until }) => ({
            id: grantId,
            subject: person.name,
            where: scope?.name ?? t('common.wholeAccount'),
            until,
          })),
          entries: [],
          zone,
          confirmLabel: t('my-rights:leaveNow'),
          resultTitle: t('my-rights:leaveDone'),
          run: note => action.run({ params: { accountId: account.id }, body: note ? { note } : {} }),
        })
      }
    >
      {t('my-rights:leave')}
    </Button>
  )
}

function EndedRow({ ended: { account, zone, at, cause } }: { ended: Mine['ended'][number] }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  return (
    <li className="row">
      <Text className="row-words">
        {t('my-rights:endedOf', { account: account.name, at: say.instant(at), cause: words.cause(cause) })}
      </Text>
    </li>
  )
}
