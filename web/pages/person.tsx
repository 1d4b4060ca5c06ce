import { Button, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { whomToAsk } from '#contract/proof.ts'
import { listAssignments, readCatalogue } from '#contract/rights.ts'
import { useMe, useZone } from '../api/me.ts'
import { liveEveryMs, useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton, PageLink } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Note } from '../ui/note.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { AssignmentCard } from './person/assignment-card.tsx'
import type { AnAssignment } from './person/boxes.ts'
import { PastRights } from './person/past-rights.tsx'
import { useSayRights } from './person/permission-words.ts'

// Whoever looks at what somebody may do does not wait for the form that gives more.
const GiveAnother = lazy(async () => ({
  default: (await import('./person/forms.tsx')).GiveAnother,
}))

type Loaded = {
  accountId: string
  person: { id: string; name: string }
  catalogue: AnswerOf<typeof readCatalogue>
  items: readonly AnAssignment[]
}

/** What one person may do in an account, where and until when, and changing it. */
export function PersonPage() {
  const { accountId, personId } = useParams({ from: patterns.person })
  const { t } = useWords()
  const account = useMe().accounts.find(({ id }) => id === accountId)?.name ?? ''
  const params = { accountId }
  const catalogue = useAnswer(readCatalogue, { params }, { everyMs: 60_000 })
  const held = useAnswer(listAssignments, { params, query: { person: personId } }, { everyMs: liveEveryMs })
  // Who has no rights here and never had any is known by name all the same, if he has to do with the account.
  const known = useAnswer(whomToAsk, { params }, { enabled: held.data?.items.length === 0 })
  const problem = held.error ?? catalogue.error
  if (problem?.code === 'not-found' && !held.data) return <NothingHerePage />
  const person = held.data?.items[0]?.person ?? known.data?.people.find(({ id }) => id === personId) ?? null
  const isUnknown = held.data?.items.length === 0 && known.data !== undefined && person === null
  return (
    <Page
      key={personId}
      title={person?.name ?? t('nav.people')}
      above={account}
      below={person ? t('rights:below', { name: person.name, account }) : null}
      beside={
        // With the sentence above it, so that it does not move.
        person || isUnknown || problem ? (
          <LinkButton variant="default" to={consolePaths.people(accountId)}>
            {t('rights:toPeople')}
          </LinkButton>
        ) : null
      }
    >
      <ProblemNote
        problem={problem}
        onAgain={() => {
          void held.refetch()
          void catalogue.refetch()
        }}
      />
      {isUnknown ? (
        <Empty title={t('rights:nobodyTitle')} hint={t('rights:nobodyHint')}>
          <LinkButton to={consolePaths.inviteToRights(accountId)}>{t('rights:invite')}</LinkButton>
        </Empty>
      ) : person && held.data && catalogue.data ? (
        <RightsOfPerson
          accountId={accountId}
          person={person}
          catalogue={catalogue.data}
          items={held.data.items}
        />
      ) : problem ? null : (
        <Waiting label={t('common.loading')} cards={2} height={260} />
      )}
    </Page>
  )
}

function RightsOfPerson({ accountId, person, catalogue, items }: Loaded) {
  const { t } = useWords()
  const zone = useZone(accountId)
  const say = useSaying(zone)
  const sayRights = useSayRights(accountId, catalogue)
  const client = useQueryClient()
  const [isGiving, setGiving] = useState(false)
  const [given, setGiven] = useState<string | null>(null)
  const live = items.filter(({ state }) => state !== 'ended')
  const past = items.filter(({ state }) => state === 'ended')
  // What was open while somebody looked stays where it is, so that what he typed into it does not vanish with it.
  const [shown, setShown] = useState<readonly string[]>([])
  const isMissing = live.some(({ id }) => !shown.includes(id))
  if (isMissing) setShown([...new Set([...shown, ...live.map(({ id }) => id)])])
  const cards = items.filter(({ id }) => shown.includes(id))
  const mayGive = catalogue.groups.some(group => group.permissions.some(({ give }) => give === true))

  const keep = (saved: AnAssignment) =>
    client.setQueryData<AnswerOf<typeof listAssignments>>(
      [listAssignments.name, { params: { accountId }, query: { person: person.id } }],
      list => list && { items: list.items.map(one => (one.id === saved.id ? saved : one)) },
    )
  const why = new URLSearchParams({
    person: person.id,
    permission: live[0]?.permissions[0] ?? 'domains.view',
    resource: live[0]?.scope?.kind === 'shop' ? live[0].scope.id : 'account',
  })
  return (
    <>
      <div>
        <PageLink to={`${consolePaths.why(accountId)}?${why}`}>
          {t('rights:why', { name: person.name })}
        </PageLink>
      </div>
      {given ? (
        <Note tone="good" live="status" takesFocus>
          {given}
        </Note>
      ) : null}
      <Section
        title={t('rights:now')}
        beside={
          mayGive && !isGiving ? (
            <Button
              onClick={() => {
                setGiven(null)
                setGiving(true)
              }}
            >
              {t(live.length > 0 ? 'rights:give.open' : 'rights:give.openFirst')}
            </Button>
          ) : null
        }
      >
        {isGiving ? (
          <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={480} />}>
            <GiveAnother
              accountId={accountId}
              person={person}
              catalogue={catalogue}
              zone={zone}
              onGiven={assignment => {
                setGiving(false)
                setGiven(
                  t('rights:give.given', {
                    at: say.second(assignment.changedAt),
                    sentence: sayRights(person.name, assignment),
                  }),
                )
              }}
              onCancel={() => setGiving(false)}
            />
          </Suspense>
        ) : null}
        {live.length === 0 && !isGiving ? (
          <Stack className="card" gap="xs">
            <Text>{t('rights:noRights', { name: person.name })}</Text>
            <Text c="dimmed">{t('rights:noRightsHint')}</Text>
          </Stack>
        ) : null}
        {cards.map(assignment => (
          <AssignmentCard
            key={assignment.id}
            accountId={accountId}
            assignment={assignment}
            catalogue={catalogue}
            zone={zone}
            elsewhere={live
              .filter(({ id }) => id !== assignment.id)
              .flatMap(({ permissions }) => permissions)}
            beginsOpen={live.length === 1}
            onSaved={keep}
          />
        ))}
      </Section>
      <PastRights
        items={past.filter(({ id }) => !shown.includes(id))}
        catalogue={catalogue}
        accountId={accountId}
        zone={zone}
      />
    </>
  )
}
