import { Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { listOpenToMe } from '#contract/entries.ts'
import { useMe } from '../api/me.ts'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { deskNow } from '../ui/clock.ts'
import { useSaying } from '../ui/moment.tsx'
import type { Open } from './open-card.tsx'

export type Ended = AnswerOf<typeof listOpenToMe>['ended'][number]

/** That what was open to me is over: by whom, when, why. */
export function HowItEnded({
  open,
  ended,
  isReturned,
}: {
  open: Open
  ended: Ended | undefined
  isReturned: boolean
}) {
  const { t } = useWords()
  const say = useSaying(open.zone)
  const sayEnded = useEndedSentence()
  const isRunOut = open.until !== null && Date.parse(open.until) <= deskNow()
  const how = isReturned
    ? t('open.endedByMe')
    : ended
      ? sayEnded(ended, say.second(ended.at))
      : isRunOut
        ? t('open.endedByTime', { at: say.instant(open.until!) })
        : t('open.endedEarly')
  return (
    <>
      <Text fw={650}>{t('open.ended')}</Text>
      <Text>{how}</Text>
      <EndedNote ended={isReturned ? undefined : ended} />
    </>
  )
}

/** One line of what ended lately. */
export function EndedLine({ ended }: { ended: Ended }) {
  const say = useSaying(ended.zone)
  const sayEnded = useEndedSentence()
  return (
    <li className="row">
      <div className="row-words">
        <Text>{sayEnded(ended, say.instant(ended.at))}</Text>
        <EndedNote ended={ended} />
      </div>
    </li>
  )
}

function EndedNote({ ended }: { ended: Ended | undefined }) {
  const { t } = useWords()
  return ended?.note ? <Text>{t('common.quoted', { text: ended.note })}</Text> : null
}

function useEndedSentence(): (ended: Ended, at: string) => string {
  const { t } = useWords()
  const me = useMe()
  const words = useDeskWords()
  return ({ resource, account, by, cause }, at) => {
    const shop = resource?.name ?? account.name
    if (by?.id === me.person.id) return t('open.overByMe', { shop, at })
    if (by) return t('open.overBy', { by: by.name, shop, at })
    if (cause === 'expired') return t('open.overByTime', { shop, at })
    return t('open.overByItself', { shop, at, cause: words.cause(cause) })
  }
}
