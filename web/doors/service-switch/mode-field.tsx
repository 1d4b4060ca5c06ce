import type { Static } from 'typebox'
import type { Mode } from '#contract/service-switch.ts'
import { useWords } from '../../language.ts'
import { Plates } from '../../ui/plates.tsx'

export type AMode = Static<typeof Mode>

/** What the support may do, each in one line. */
export function ModeField({ mode, onChange }: { mode: AMode; onChange: (mode: AMode) => void }) {
  const { t } = useWords()
  return (
    <Plates
      label={t('mode.label')}
      value={mode}
      onChange={onChange}
      plates={[
        { value: 'full', title: t('mode.full'), hint: t('mode.fullMeans') },
        { value: 'read-only', title: t('mode.read-only'), hint: t('mode.readOnlyMeans') },
      ]}
    />
  )
}
