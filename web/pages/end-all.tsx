import { useState } from 'react'
import { useEndAll, useEndPerson } from '../desk/end-access.ts'
import type { AGrant } from '../desk/grant-card.tsx'
import { MayButton } from '../desk/may-button.tsx'
import { useWords } from '../language.ts'

export type Where = { accountId: string; account: string; zone: string }

/** Ends everything in an account, or everything of outsiders: always a second step that says what will be cut. */
export function EndAllButton({
  whom,
  where,
  grants,
  hasMore,
}: {
  whom: 'everybody' | 'outsiders'
  where: Where
  grants: readonly AGrant[]
  hasMore: boolean
}) {
  const { t } = useWords()
  const end = useEndAll()
  const [isAsking, setAsking] = useState(false)
  return (
    <MayButton
      color="danger"
      variant="outline"
      can={mayEndAny(grants)}
      isRunning={isAsking}
      onClick={() => {
        setAsking(true)
        void end(whom, where, { grants, hasMore }).finally(() => setAsking(false))
      }}
    >
      {whom === 'everybody' ? t('account.endAll') : t('account.endOutsiders')}
    </MayButton>
  )
}

/** Ends everything that one person was given in an account. */
export function EndPersonButton({
  person,
  where,
  grants,
}: {
  person: { id: string; name: string }
  where: Where
  grants: readonly AGrant[]
}) {
  const { t } = useWords()
  const end = useEndPerson()
  const [isAsking, setAsking] = useState(false)
  return (
    <MayButton
      size="sm"
      color="danger"
      variant="subtle"
      can={mayEndAny(grants)}
      isRunning={isAsking}
      onClick={() => {
        setAsking(true)
        void end(person, where, { grants, hasMore: false }).finally(() => setAsking(false))
      }}
    >
      {t('account.endPerson', { person: person.name })}
    </MayButton>
  )
}

function mayEndAny(grants: readonly AGrant[]): AGrant['can']['end'] {
  const answers = grants.filter(({ state }) => state !== 'ending').map(({ can }) => can.end)
  return answers.includes(true) ? true : (answers[0] ?? true)
}
