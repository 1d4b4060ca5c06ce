import type { ButtonProps } from '@mantine/core'
import type { Static } from 'typebox'
import { type Ending, endGrant, type Grant } from '#contract/grants.ts'
import { useAction } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { useEndingSheet } from './ending-sheet.tsx'
import { MayButton } from './may-button.tsx'

type AGrant = Static<typeof Grant>

/** Ends one grant: shows what will be cut, ends it, shows what was cut. */
export function EndButton({
  grant,
  zone,
  accountId,
  hint,
  end,
  ...looks
}: ButtonProps & {
  grant: AGrant
  zone: string
  /** Where this person may read receipts. */
  accountId?: string
  hint?: string
  end: (note: string) => Promise<Static<typeof Ending>>
}) {
  const { t } = useWords()
  const open = useEndingSheet()
  const subject = grant.subject.name
  const where = grant.resource?.name ?? t('common.wholeAccount')
  return (
    <MayButton
      {...looks}
      color="danger"
      variant="outline"
      can={grant.can.end}
      label={t('grant.endOf', { subject })}
      onClick={() =>
        open({
          title: t('ending.titleOf', { subject }),
          ...(hint ? { hint } : {}),
          grants: [{ id: grant.id, subject, where, until: grant.endsAt }],
          entries: grant.liveEntries,
          zone,
          ...(accountId ? { accountId } : {}),
          run: end,
        })
      }
    >
      {t('grant.end')}
    </MayButton>
  )
}

/** The same in an account of one's own. */
export function EndInAccount({
  grant,
  accountId,
  zone,
  ...looks
}: ButtonProps & { grant: AGrant; accountId: string; zone: string }) {
  const action = useAction(endGrant)
  return (
    <EndButton
      {...looks}
      grant={grant}
      zone={zone}
      accountId={accountId}
      end={note => action.run({ params: { accountId, grantId: grant.id }, body: note ? { note } : {} })}
    />
  )
}
