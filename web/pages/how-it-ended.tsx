import { Text } from '@mantine/core'
import type { Static } from 'typebox'
import type { OpenToMe } from '#contract/entries.ts'
import { listOpenAccesses } from '#contract/service-switch.ts'
import { useMe } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { deskNow } from '../ui/clock.ts'
import { useSaying } from '../ui/moment.tsx'

/** That an access is over, and by whom as far as it can be known here. */
export function HowItEnded({ open, isReturned }: { open: Static<typeof OpenToMe>; isReturned: boolean }) {
  const { t } = useWords()
  const { provider } = useMe()
  const say = useSaying(open.zone)
  const isRunOut = open.until !== null && Date.parse(open.until) <= deskNow()
  // An ending that is not confirmed yet is still in the list of the desk, with who did it.
  const accesses = useAnswer(
    listOpenAccesses,
    { query: { limit: 100 } },
    { enabled: provider.support && !isReturned && !isRunOut },
  )
  const ending = accesses.data?.items.find(
    ({ grant }) => grant.ending && open.grants.some(({ id }) => id === grant.id),
  )?.grant.ending
  const how = isReturned
    ? t('open.endedByMe')
    : isRunOut
      ? t('open.endedByTime', { at: say.instant(open.until!) })
      : ending?.by
        ? t('open.endedBy', { by: ending.by.name, at: say.second(ending.at) })
        : t('open.endedEarly')
  return (
    <>
      <Text fw={650}>{t('open.ended')}</Text>
      <Text>{how}</Text>
    </>
  )
}
