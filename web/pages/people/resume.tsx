import { resumePerson } from '#contract/team.ts'
import { useAction } from '../../api/use-api.ts'
import { useWords } from '../../language.ts'
import { useNow } from '../../ui/clock.ts'
import { Confirmation } from '../settings/confirmation.tsx'
import { type Place, type Somebody, useRightsWords } from './somebody.ts'

/** Gives back what was suspended, after it has been said what of it is left. */
export function Resume({
  somebody,
  place,
  onDone,
  onCancel,
}: {
  /** null: nobody is asked about */
  somebody: Somebody | null
  place: Place
  onDone: (sentence: string) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const words = useRightsWords(place)
  const now = useNow(60_000)
  const action = useAction(resumePerson)
  const name = somebody?.name ?? ''
  const resume = (personId: string) =>
    action.run({ params: { accountId: place.accountId, personId }, body: {} }).then(
      ({ resumed, stayedEnded }) =>
        onDone(
          [
            t('people:resumed', { name, count: resumed.length }),
            stayedEnded.length > 0 ? t('people:stayedEnded', { count: stayedEnded.length }) : '',
          ]
            .filter(Boolean)
            .join(' '),
        ),
      () => {},
    )
  return (
    <Confirmation
      title={t('people:resumeTitle', { name })}
      consequences={[
        t('people:resumeHint', { name }),
        ...(somebody?.assignments ?? [])
          .filter(({ state }) => state === 'suspended')
          .map(({ scope, until }) =>
            until !== null && Date.parse(until) <= now
              ? t('people:resumeOver', { where: words.where(scope) })
              : t('people:resumeScope', { where: words.where(scope), until: words.until(until) }),
          ),
      ]}
      confirmLabel={t('people:resumeNow')}
      isOpen={somebody !== null}
      isRunning={action.isRunning}
      problem={action.problem}
      isDanger={false}
      onConfirm={() => somebody?.personId && void resume(somebody.personId)}
      onCancel={() => {
        action.forget()
        onCancel()
      }}
    />
  )
}
