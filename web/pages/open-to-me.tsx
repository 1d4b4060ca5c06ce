import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Static } from 'typebox'
import { giveBack, listOpenToMe, type OpenToMe } from '#contract/entries.ts'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { useAction, useAnswer } from '../api/use-api.ts'
import { Until } from '../desk/countdown.tsx'
import { useEndingSheet } from '../desk/ending-sheet.tsx'
import { MayButton, useWhyNot } from '../desk/may-button.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { Empty } from '../ui/empty.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { ArrowIcon, DoorShutIcon } from '../ui/icons.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'

type Open = Static<typeof OpenToMe>

/** The shops a support agent can enter now, with the time that is left. */
export function OpenToMePage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listOpenToMe, {}, { everyMs: 5_000 })
  const { over, dismiss } = useWhatEnded(data?.items)
  return (
    <Page title={t('open.title')} below={t('open.hint')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {!data && !error ? <Waiting label={t('common.loading')} height={230} /> : null}
      <div aria-live="polite">
        {over.map(open => (
          <EndedCard key={open.resource.id} open={open} onDismiss={() => dismiss(open.resource.id)} />
        ))}
      </div>
      {data?.items.length === 0 && over.length === 0 ? (
        <Empty title={t('open.none')} hint={t('open.noneHint')}>
          <LinkButton to={consolePaths.ask()} variant="light">
            {t('open.toAsk')}
          </LinkButton>
        </Empty>
      ) : null}
      {data?.items.map(open => (
        <OpenCard key={open.resource.id} open={open} />
      ))}
    </Page>
  )
}

/** What stood here and is gone: an access that vanishes without a word looks like a fault of the page. */
function useWhatEnded(items: readonly Open[] | undefined) {
  const [seen, setSeen] = useState<ReadonlyMap<string, Open>>(new Map())
  useEffect(() => {
    if (items)
      setSeen(before => new Map([...before, ...items.map(open => [open.resource.id, open] as const)]))
  }, [items])
  const now = new Set(items?.map(({ resource }) => resource.id))
  return {
    over: items ? [...seen.values()].filter(({ resource }) => !now.has(resource.id)) : [],
    dismiss: (id: string) => setSeen(before => new Map([...before].filter(([seenId]) => seenId !== id))),
  }
}

function OpenCard({ open }: { open: Open }) {
  const { t } = useWords()
  const words = useDeskWords()
  const me = useMe()
  const whyNot = useWhyNot()(open.can.enter)
  const sheet = useEndingSheet()
  const back = useAction(giveBack)
  const { resource, zone } = open
  const say = useSaying(zone)
  const one = (pick: (grant: Open['grants'][number]) => string | null | undefined) =>
    [...new Set(open.grants.map(pick).filter(Boolean))].join(', ')
  return (
    <Stack component="article" className="card card-open" gap="sm">
      <div>
        <Title order={2}>{resource.name}</Title>
        <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {resource.origin?.replace(/^https?:\/\//, '')}
        </Text>
      </div>
      <Text fw={600} className="warm">
        <Until until={open.until} zone={zone} />
      </Text>
      <Facts>
        <Fact label={t('desk.account')}>{open.account.name}</Fact>
        <Fact label={t('grant.what')}>
          {t('grant.may', { permissions: words.permissions(open.permissions) })}
        </Fact>
        <Fact label={t('grant.caseNumber')}>{one(grant => grant.caseNumber)}</Fact>
        <Fact label={t('grant.reason')}>{one(grant => grant.reason)}</Fact>
        <Fact label={t('open.message')}>{one(grant => grant.message)}</Fact>
        <Fact label={t('grant.because')}>
          {one(grant => (grant.openedBy ? t('open.openedBy', { by: grant.openedBy.name }) : null))}
        </Fact>
      </Facts>
      {open.liveEntries.map(entry => (
        <Text key={entry.id} size="sm">
          {t('open.insideSince', { at: say.instant(entry.openedAt) })} ({say.relative(entry.openedAt)})
        </Text>
      ))}
      <Group align="flex-start">
        {whyNot ? (
          <MayButton can={open.can.enter} onClick={() => {}} rightSection={<ArrowIcon />}>
            {t('open.enter')}
          </MayButton>
        ) : (
          <Button
            component="a"
            href={doorPaths.enter(resource.id)}
            rightSection={<ArrowIcon />}
            aria-label={t('open.enterOf', { shop: resource.name })}
          >
            {t('open.enter')}
          </Button>
        )}
        <MayButton
          can={open.can.giveBack}
          variant="default"
          label={t('open.giveBackOf', { shop: resource.name })}
          onClick={() =>
            sheet({
              title: t('open.giveBackTitle', { shop: resource.name }),
              hint: `${t('open.giveBackHint')} ${t('open.giveBackTeam')}`,
              grants: open.grants.map(grant => ({
                id: grant.id,
                subject: words.door(grant.door),
                where: resource.name,
                until: grant.until,
              })),
              entries: open.liveEntries.map(entry => ({ ...entry, person: me.person, network: null })),
              zone,
              confirmLabel: t('open.giveBackNow'),
              run: note => back.run({ params: { resourceId: resource.id }, body: note ? { note } : {} }),
            })
          }
        >
          {t('open.giveBack')}
        </MayButton>
      </Group>
    </Stack>
  )
}

function EndedCard({ open, onDismiss }: { open: Open; onDismiss: () => void }) {
  const { t } = useWords()
  return (
    <Note>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <DoorShutIcon size={26} />
        <div>
          <Text fw={650}>{open.resource.name}</Text>
          <Text>
            {t('open.ended')} {t('open.endedHint')}
          </Text>
          <Group mt="xs" gap="xs">
            <LinkButton to={consolePaths.ask(open.resource.id)} size="sm" variant="light">
              {t('open.askAgain')}
            </LinkButton>
            <Button size="sm" variant="subtle" onClick={onDismiss}>
              {t('open.dismiss')}
            </Button>
          </Group>
        </div>
      </Group>
    </Note>
  )
}
