import { useState } from 'react'
import { listOpenToMe } from '#contract/entries.ts'
import { consolePaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { focusHeading, Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { EndedLine } from './how-it-ended.tsx'
import { type Open, OpenCard } from './open-card.tsx'

/** The shops a support agent can enter now, with the time that is left. */
export function OpenToMePage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listOpenToMe, {}, { everyMs: 5_000 })
  const { cards, dismiss } = useCards(data?.items)
  const { provider } = useMe()
  const told = new Set(
    cards.filter(({ isOver }) => isOver).flatMap(({ open }) => open.grants.map(({ id }) => id)),
  )
  const ended = (data?.ended ?? []).filter(({ grantId }) => !told.has(grantId))
  return (
    <Page title={t('open.title')} below={t('open.hint')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {!data && !error ? <Waiting label={t('common.loading')} height={230} /> : null}
      {data && cards.length === 0 ? (
        <Empty title={t('open.none')} hint={t('open.noneHint')}>
          {provider.support || provider.desk ? (
            <LinkButton to={consolePaths.ask()} variant="light">
              {t('open.toAsk')}
            </LinkButton>
          ) : null}
        </Empty>
      ) : null}
      {cards.map(({ open, isOver }) => (
        <OpenCard
          key={open.resource.id}
          open={open}
          isOver={isOver}
          ended={data?.ended.find(({ grantId }) => open.grants.some(({ id }) => id === grantId))}
          onDismiss={() => dismiss(open.resource.id)}
        />
      ))}
      {ended.length > 0 ? (
        <Section title={t('open.endedLately')}>
          <div className="card">
            <ul className="plain-list rows">
              {ended.map(one => (
                <EndedLine key={one.grantId} ended={one} />
              ))}
            </ul>
          </div>
        </Section>
      ) : null}
    </Page>
  )
}

/**
 * The cards in the order in which they came: what is over keeps its place and says so until it is put away. An access
 * that vanishes without a word looks like a fault of the page, and a card that moves is a button missed.
 */
function useCards(items: readonly Open[] | undefined) {
  const [seen, setSeen] = useState<readonly Open[]>([])
  const [last, setLast] = useState(items)
  const [putAway, setPutAway] = useState<ReadonlySet<string>>(new Set())
  if (items !== last) {
    setLast(items)
    const now = new Map(items?.map(open => [open.resource.id, open]))
    const known = new Set(seen.map(({ resource }) => resource.id))
    setSeen([
      ...seen.map(open => now.get(open.resource.id) ?? open),
      ...(items ?? []).filter(({ resource }) => !known.has(resource.id)),
    ])
    // What is opened anew is shown anew.
    setPutAway(new Set([...putAway].filter(id => !now.has(id))))
  }
  const open = new Set(items?.map(({ resource }) => resource.id))
  return {
    cards: seen
      .filter(({ resource }) => !putAway.has(resource.id))
      .map(one => ({ open: one, isOver: !open.has(one.resource.id) })),
    dismiss(id: string) {
      setPutAway(new Set([...putAway, id]))
      focusHeading()
    },
  }
}
