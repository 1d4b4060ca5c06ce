import { List, Stack, Text } from '@mantine/core'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { useWords } from '../language.ts'
import { useSaying } from '../ui/moment.tsx'
import { Note } from '../ui/note.tsx'
import { useConfirmations } from './confirmations.ts'
import { useSayUntil } from './countdown.tsx'

/** What was cut, when, what is not confirmed, and what is open still. */
export function EndingResult({
  ending,
  zone,
  accountId,
}: {
  ending: Static<typeof Ending>
  zone: string
  accountId?: string
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const sayUntil = useSayUntil(zone)
  const confirmed = useConfirmations(ending, accountId)
  if (ending.grants.length === 0 && ending.closedEntries.length === 0) {
    return <Note live="status">{t('ending.resultNothing')}</Note>
  }
  return (
    <Stack gap="sm">
      <Note tone="good" live="status">
        <Text fw={600}>{t('ending.resultAt', { at: say.second(ending.at) })}</Text>
      </Note>

      <Text fw={600}>{t('ending.wereInside')}</Text>
      {ending.closedEntries.length === 0 ? (
        <Text>{t('ending.nobodyInside')}</Text>
      ) : (
        <ul className="plain-list">
          {ending.closedEntries.map(entry => {
            const at = confirmed.entries.get(entry.id)
            return (
              <li key={entry.id} style={{ marginBottom: '0.5rem' }}>
                <Text>
                  {t('ending.closedEntry', {
                    person: entry.person.name,
                    openedAt: say.instant(entry.openedAt),
                    closedAt: say.second(entry.closedAt),
                  })}
                </Text>
                <Text className={at ? 'good' : 'bad'}>
                  {at ? t('ending.confirmed', { at: say.second(at) }) : t('ending.unconfirmed')}
                </Text>
              </li>
            )
          })}
        </ul>
      )}

      <Text fw={600}>{t('ending.grants')}</Text>
      <List>
        {ending.grants.map(grant => {
          const at = confirmed.grants.get(grant.id)
          return (
            <List.Item key={grant.id} className={at ? 'good' : 'bad'}>
              {at
                ? t('ending.grantConfirmed', { subject: grant.subject, at: say.second(at) })
                : t('ending.grantUnconfirmed', { subject: grant.subject })}
            </List.Item>
          )
        })}
      </List>
      <div role="status">{confirmed.isWaiting ? <Text c="dimmed">{t('ending.checking')}</Text> : null}</div>

      {ending.stillOpen.length > 0 ? (
        <Note tone="open">
          <Text fw={600}>{t('ending.stillOpen')}</Text>
          <Text>{t('ending.stillOpenHint')}</Text>
          <List>
            {ending.stillOpen.map(open => (
              <List.Item key={open.grantId}>
                {t('ending.stillOpenGrant', { subject: open.subject, until: sayUntil(open.until) })}
              </List.Item>
            ))}
          </List>
        </Note>
      ) : null}
    </Stack>
  )
}
