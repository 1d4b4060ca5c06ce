import { Text } from '@mantine/core'
import { Link, linkOptions } from '@tanstack/react-router'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { readHealth } from '#contract/provider-desk.ts'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'

type Health = AnswerOf<typeof readHealth>

/** How much there is of everything; each number leads to its list. */
export function Numbers({ health }: { health: Health }) {
  const { t } = useWords()
  const unconfirmed = health.troubles.find(({ code }) => code === 'endings-not-confirmed')?.count ?? 0
  const numbers = [
    { name: 'accounts', count: health.accounts, way: linkOptions({ to: patterns.deskAccounts }), tone: '' },
    {
      name: 'open',
      count: health.openGrants,
      way: linkOptions({ to: patterns.deskOpen }),
      tone: health.openGrants > 0 ? 'card-open' : '',
    },
    {
      name: 'inside',
      count: health.liveEntries,
      way: linkOptions({ to: patterns.deskOpen }),
      tone: health.liveEntries > 0 ? 'card-open' : '',
    },
    {
      name: 'waiting',
      count: health.waitingRequests,
      way: linkOptions({ to: patterns.deskRequests, search: { state: 'pending' } }),
      tone: '',
    },
    {
      name: 'unconfirmed',
      count: unconfirmed,
      way: linkOptions({ to: patterns.deskUnconfirmed }),
      tone: unconfirmed > 0 ? 'card-bad' : '',
    },
  ] as const
  return (
    <ul
      className="plain-list"
      style={{
        display: 'grid',
        gap: '0.75rem',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr))',
      }}
    >
      {numbers.map(({ name, count, way, tone }) => (
        <li key={name} className={`card way ${tone}`}>
          <Link {...way} className="way-link">
            <Text span display="block" fz="1.7rem" fw={650} lh={1.2} className="numbers">
              {count}
            </Text>{' '}
            <Text span display="block" size="sm" c="dimmed">
              {t(`provider-desk:overview.${name}`)}
            </Text>
          </Link>
        </li>
      ))}
    </ul>
  )
}
