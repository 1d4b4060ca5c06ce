import { Anchor, Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { exportLedger, exportTimeline, readTimeline, whomToAsk } from '#contract/proof.ts'
import { addressOf } from '../api/call.ts'
import { useMe, useZone } from '../api/me.ts'
import type { TimelineSearch } from '../api/search.ts'
import { liveEveryMs, useAnswer, usePages } from '../api/use-api.ts'
import { ChainBadge } from '../desk/chain-badge.tsx'
import { type AFact, factGroups } from '../desk/fact-group.ts'
import { GrantStory } from '../desk/grant-story.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { Timeline } from '../desk/timeline.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Plates } from '../ui/plates.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { sayDate } from './members/say-date.ts'
import { beginOf } from './why/wall-clock.ts'

/** What happened in an account: all of it or what is looked for, one after another or by access, to take along. */
export function TimelinePage() {
  const { accountId } = useParams({ from: patterns.timeline })
  const search: TimelineSearch = useSearch({ from: patterns.timeline })
  const { t } = useWords()
  const zone = useZone(accountId)
  const account = useMe().accounts.find(({ id }) => id === accountId)
  const filter = filterOf(search, zone)
  const isByGrant = search.view === 'grants'
  const facts = usePages(
    readTimeline,
    { params: { accountId }, query: isByGrant ? grantsIn(filter) : filter },
    { everyMs: liveEveryMs },
  )
  if (facts.problem?.code === 'not-found') return <NothingHerePage />
  const items = facts.items
  return (
    <Page title={t('timeline.title')} above={account?.name}>
      <ChainBadge accountId={accountId} zone={zone} />
      <Filters accountId={accountId} zone={zone} />
      <ProblemNote problem={facts.problem} onAgain={facts.again} />
      {items ? (
        items.length === 0 ? (
          <Text className="card" c="dimmed">
            {facts.hasMore
              ? t('timeline.goOnHint')
              : Object.keys(filter).length > 0
                ? t('timeline.noneHere')
                : t('timeline.none')}
          </Text>
        ) : isByGrant ? (
          <Stack>
            {grantsOf(items).map(grantId => (
              <GrantStory key={grantId} grantId={grantId} accountId={accountId} zone={zone} />
            ))}
          </Stack>
        ) : (
          <section className="card">
            <Timeline facts={items} zone={zone} accountId={accountId} />
          </section>
        )
      ) : facts.isLoading ? (
        <Waiting label={t('common.loading')} cards={1} height={420} />
      ) : null}
      {facts.hasMore ? (
        <Button variant="default" onClick={facts.loadMore} loading={facts.isLoadingMore}>
          {t(items?.length === 0 ? 'timeline.goOn' : 'common.more')}
        </Button>
      ) : null}
      <TakeAlong accountId={accountId} filter={filter} isOwner={account?.owner ?? false} />
    </Page>
  )
}

type Filter = ReturnType<typeof filterOf>

/** As the desk wants it: days become instants, the last day ends where the next begins. */
function filterOf({ show, grant, person, resource, from, to, view }: TimelineSearch, zone: string) {
  const begins = from === undefined ? null : beginOf(from, zone)
  const ends = to === undefined ? null : beginOf(to, zone, 1)
  return {
    // By access, each is told with all that belongs to it.
    ...(show && view !== 'grants' ? { show } : {}),
    ...(grant ? { grant } : {}),
    ...(person ? { person } : {}),
    ...(resource ? { resource } : {}),
    ...(begins === null ? {} : { from: new Date(begins).toISOString() }),
    ...(ends === null ? {} : { to: new Date(ends).toISOString() }),
  }
}

/**
 * By which facts the grants are found. Those about access name nearly all of them; a grant to a team, though, is of a
 * person only where he went in.
 */
function grantsIn(filter: Filter): Filter {
  return filter.person || filter.grant ? filter : { ...filter, show: 'access' }
}

/** The grants that facts tell of, in the order in which they come up. */
function grantsOf(facts: readonly AFact[]): string[] {
  return [...new Set(facts.flatMap(({ about }) => (about.grant ? [about.grant] : [])))]
}

/** Whom, where, what and when: each choice stands in the address, and as a word that can be taken away again. */
function Filters({ accountId, zone }: { accountId: string; zone: string }) {
  const { t, language } = useWords()
  const search: TimelineSearch = useSearch({ from: patterns.timeline })
  const navigate = useNavigate({ from: patterns.timeline })
  const { data } = useAnswer(whomToAsk, { params: { accountId } })
  const { show, grant, person, resource, from, to, view } = search
  const put = (change: { [k in keyof TimelineSearch]?: TimelineSearch[k] | undefined }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ search: Object.fromEntries(next) as TimelineSearch, replace: true })
  }
  const options = (
    all: string,
    some: readonly { id: string; name: string }[],
    chosen: string | undefined,
  ) => [
    { value: '', label: all },
    ...(chosen && some.every(({ id }) => id !== chosen) ? [{ value: chosen, label: '…' }] : []),
    ...some.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const nameOf = (some: readonly { id: string; name: string }[] | undefined, id: string) =>
    some?.find(one => one.id === id)?.name ?? '…'

  const chosen: { part: keyof TimelineSearch; says: string }[] = []
  if (grant) chosen.push({ part: 'grant', says: t('timeline.oneGrant') })
  if (person)
    chosen.push({ part: 'person', says: t('timeline.ofPerson', { name: nameOf(data?.people, person) }) })
  if (resource)
    chosen.push({ part: 'resource', says: t('timeline.ofShop', { name: nameOf(data?.shops, resource) }) })
  if (from) chosen.push({ part: 'from', says: t('timeline.sinceDay', { day: sayDate(from, language) }) })
  if (to) chosen.push({ part: 'to', says: t('timeline.untilDay', { day: sayDate(to, language) }) })
  if (show && view !== 'grants') chosen.push({ part: 'show', says: t(`timeline.${show}`) })

  return (
    <Stack gap="md">
      <Plates
        isCompact
        label={t('timeline.view')}
        value={view ?? 'list'}
        onChange={next => put({ view: next === 'grants' ? next : undefined })}
        plates={[
          { value: 'list', title: t('timeline.inOrder') },
          { value: 'grants', title: t('timeline.byGrant') },
        ]}
      />
      {view === 'grants' ? null : (
        <Plates
          isCompact
          label={t('timeline.filter')}
          value={show ?? 'all'}
          onChange={next => put({ show: next === 'all' ? undefined : next })}
          plates={(['all', ...factGroups] as const).map(value => ({ value, title: t(`timeline.${value}`) }))}
        />
      )}
      <div
        style={{
          display: 'grid',
          gap: '0.75rem',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr))',
        }}
      >
        <NativeSelect
          label={t('timeline.person')}
          value={person ?? ''}
          onChange={event => put({ person: event.currentTarget.value })}
          data={options(t('timeline.everyPerson'), data?.people ?? [], person)}
        />
        <NativeSelect
          label={t('timeline.shop')}
          value={resource ?? ''}
          onChange={event => put({ resource: event.currentTarget.value })}
          data={options(t('timeline.everyShop'), data?.shops ?? [], resource)}
        />
        <DayField label={t('timeline.from')} day={from} zone={zone} onChange={day => put({ from: day })} />
        <DayField label={t('timeline.to')} day={to} zone={zone} onChange={day => put({ to: day })} />
      </div>
      {chosen.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
        <div role="group" aria-label={t('timeline.chosen')} className="plates-row">
          {chosen.map(({ part, says }) => (
            <Button
              key={part}
              size="xs"
              variant="light"
              rightSection={<span aria-hidden="true">✕</span>}
              aria-label={t('timeline.dropOf', { filter: says })}
              onClick={() => put({ [part]: undefined })}
            >
              {says}
            </Button>
          ))}
          <Button
            size="xs"
            variant="subtle"
            onClick={() => void navigate({ search: view ? { view } : {}, replace: true })}
          >
            {t('timeline.dropAll')}
          </Button>
        </div>
      ) : null}
    </Stack>
  )
}

/** A day, or none. Half a date that is being typed is no day yet: it stays in the field and goes nowhere. */
function DayField({
  label,
  day,
  zone,
  onChange,
}: {
  label: string
  day: string | undefined
  zone: string
  onChange: (day: string | undefined) => void
}) {
  const [typed, setTyped] = useState('')
  useEffect(() => setTyped(day ?? ''), [day])
  return (
    <TextInput
      type="date"
      label={label}
      value={typed}
      onChange={event => {
        const next = event.currentTarget.value
        setTyped(next)
        if (next === '') onChange(undefined)
        else if (beginOf(next, zone) !== null) onChange(next)
      }}
    />
  )
}

/** What can be taken away, and what each of the two is for. */
function TakeAlong({ accountId, filter, isOwner }: { accountId: string; filter: Filter; isOwner: boolean }) {
  const { t, language } = useWords()
  return (
    <div className="card no-print">
      <Section title={t('timeline.take')}>
        {isOwner ? (
          <>
            <div>
              <Anchor
                href={addressOf(exportTimeline, { accountId }, { ...filter, language })}
                download={`einlass-${accountId}.csv`}
              >
                {t('timeline.csv')}
              </Anchor>
              <Text c="dimmed">{t('timeline.csvHint')}</Text>
            </div>
            <div>
              <Anchor href={addressOf(exportLedger, { accountId })} download={`einlass-${accountId}.json`}>
                {t('timeline.export')}
              </Anchor>
              <Text c="dimmed">{t('timeline.exportHint')}</Text>
            </div>
            <div>
              <PageLink to={consolePaths.evidence(accountId)}>{t('evidence:toEvidence')}</PageLink>
              <Text c="dimmed">{t('evidence:toEvidenceHint')}</Text>
            </div>
          </>
        ) : (
          <Text c="dimmed">{t('timeline.onlyOwner')}</Text>
        )}
      </Section>
    </div>
  )
}
