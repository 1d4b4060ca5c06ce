import type { ButtonProps } from '@mantine/core'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { useWords } from '../language.ts'
import { useEndGrant, useEnding } from './end-access.ts'
import type { AGrant } from './grant-card.tsx'
import { MayButton } from './may-button.tsx'

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
  const open = useEnding()
  return (
    <Plain
      {...looks}
      grant={grant}
      onEnd={() => open(grant, { zone, end, ...(hint ? { hint } : {}), ...(accountId ? { accountId } : {}) })}
    />
  )
}

/** The same in an account of one's own. */
export function EndInAccount({
  grant,
  accountId,
  zone,
  ...looks
}: ButtonProps & { grant: AGrant; accountId: string; zone: string }) {
  const end = useEndGrant()
  return <Plain {...looks} grant={grant} onEnd={() => end(grant, { accountId, zone })} />
}

function Plain({ grant, onEnd, ...looks }: ButtonProps & { grant: AGrant; onEnd: () => void }) {
  const { t } = useWords()
  return (
    <MayButton
      {...looks}
      color="danger"
      variant="outline"
      can={grant.can.end}
      label={t('grant.endOf', { subject: grant.subject.name })}
      onClick={onEnd}
    >
      {t('grant.end')}
    </MayButton>
  )
}
