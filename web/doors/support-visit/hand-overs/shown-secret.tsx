import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { revealHandOver } from '#contract/hand-overs.ts'
import { useWords } from '../../../language.ts'
import { deskNow, useNow } from '../../../ui/clock.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'

export type Revealed = AnswerOf<typeof revealHandOver>

/** A visitor belongs to no account here: he reads the time of his own clock. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** A secret in the open for a minute. Over it lies who looks at it, when and by which access: a picture names its maker. */
export function ShownSecret({ revealed, onHide }: { revealed: Revealed; onHide: () => void }) {
  const { t } = useWords()
  const say = useSaying(ownZone)
  const [until] = useState(() => deskNow() + revealed.hideAfterSeconds * 1_000)
  useNow(1_000)
  const left = Math.max(0, Math.ceil((until - deskNow()) / 1_000))
  useEffect(() => {
    if (left === 0) onHide()
  })
  const mark = t('hand-overs:mark', {
    person: revealed.mark.person,
    at: say.exact(revealed.mark.at),
    grant: revealed.mark.grantId.slice(-12),
  })
  const name = (field: string) =>
    field === 'value' && revealed.kind !== 'account'
      ? t(`hand-overs:kinds.${revealed.kind}`)
      : t(`hand-overs:values.${field as 'value'}`)
  return (
    <Note tone="open" takesFocus>
      <Stack gap="xs">
        {revealed.left === 0 ? <Text fw={600}>{t('hand-overs:lastLook')}</Text> : null}
        {revealed.values.map(field => (
          <div key={field.name}>
            <Text size="sm" fw={600}>
              {name(field.name)}
            </Text>
            <div className="shown-secret">
              <span className="shown-secret-value" translate="no">
                {field.value}
              </span>
              <div className="shown-secret-mark" aria-hidden="true" data-mark={`${mark} · `.repeat(12)} />
            </div>
            <CopyButton text={field.value} label={t('hand-overs:copy', { what: name(field.name) })} />
          </div>
        ))}
        <Text size="sm">{mark}</Text>
        <Group>
          <Text size="sm">{t('hand-overs:shown', { count: left })}</Text>
          <Button size="sm" variant="default" onClick={onHide}>
            {t('hand-overs:hide')}
          </Button>
        </Group>
      </Stack>
    </Note>
  )
}
