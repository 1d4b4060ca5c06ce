import type { Static } from 'typebox'
import type { VisitPermission } from '#contract/visits.ts'
import { ReasonField } from '../../../desk/reason-field.tsx'
import { useDeskWords } from '../../../desk/words.ts'
import { useWords } from '../../../language.ts'
import type { RightDraft } from '../../service-switch/right-field.tsx'

export const serverRights = [
  'server.shell',
  'server.command',
  'server.files',
] as const satisfies readonly Static<typeof VisitPermission>[]

/** One right on a server that is asked for, with the reason the owner will read. */
export function ServerRightField({
  right,
  draft,
  onChange,
  isMissing,
}: {
  right: (typeof serverRights)[number]
  draft: RightDraft
  onChange: (draft: RightDraft) => void
  isMissing: boolean
}) {
  const { t } = useWords()
  const words = useDeskWords()
  return (
    <div>
      <label className="plate" style={{ marginBottom: '0.6rem' }}>
        <input
          type="checkbox"
          checked={draft.isWanted}
          onChange={event => onChange({ ...draft, isWanted: event.currentTarget.checked })}
        />
        <span className="plate-title">{words.permissions([right])}</span>
      </label>
      {draft.isWanted ? (
        <ReasonField
          label={t('visits:rightReason')}
          value={draft.reason}
          onChange={reason => onChange({ ...draft, reason })}
          isRequired
          problem={isMissing && draft.reason.trim() === '' ? t('right.reasonMissing') : null}
        />
      ) : null}
    </div>
  )
}
