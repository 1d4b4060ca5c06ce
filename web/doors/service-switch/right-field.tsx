import { Button, Group, Text } from '@mantine/core'
import { ReasonField } from '../../desk/reason-field.tsx'
import { useWords } from '../../language.ts'

export type RightDraft = { isWanted: boolean; reason: string }

/** One right that is asked for, with the reason the owner will read. */
export function RightField({
  right,
  draft,
  onChange,
  isMissing,
}: {
  right: 'view' | 'operate'
  draft: RightDraft
  onChange: (draft: RightDraft) => void
  isMissing: boolean
}) {
  const { t } = useWords()
  const templates = Object.values(
    t(right === 'view' ? 'service-switch:ask.viewTemplates' : 'service-switch:ask.operateTemplates', {
      returnObjects: true,
    }),
  ) as string[]
  return (
    <div>
      <label className="plate" style={{ marginBottom: '0.6rem' }}>
        <input
          type="checkbox"
          checked={draft.isWanted}
          onChange={event => onChange({ ...draft, isWanted: event.currentTarget.checked })}
        />
        <span>
          <span className="plate-title">{t(`right.${right}`)}</span>
          <span className="plate-hint">
            {t(right === 'view' ? 'permission.shop.view' : 'permission.shop.operate')}
          </span>
        </span>
      </label>
      {draft.isWanted ? (
        <>
          <ReasonField
            label={t(right === 'view' ? 'service-switch:ask.viewReason' : 'service-switch:ask.operateReason')}
            value={draft.reason}
            onChange={reason => onChange({ ...draft, reason })}
            isRequired
            problem={isMissing && draft.reason.trim() === '' ? t('right.reasonMissing') : null}
          />
          <Group gap="xs" mt="xs">
            <Text size="sm" c="dimmed">
              {t('service-switch:ask.templates')}:
            </Text>
            {templates.map(template => (
              <Button
                key={template}
                size="compact-sm"
                variant="default"
                onClick={() => onChange({ ...draft, reason: template })}
              >
                {template}
              </Button>
            ))}
          </Group>
        </>
      ) : null}
    </div>
  )
}
