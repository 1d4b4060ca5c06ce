import { NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { languages, useWords } from '../../language.ts'
import type { Language } from '../../ui/say-time.ts'
import { type InviteDraft, mostInvitedAtOnce, readAddresses } from './invite-draft.ts'

/** Whom, and in which language. What is wrong is said when the field is left. */
export function WhoStep({
  draft,
  onChange,
  isTried,
}: {
  draft: InviteDraft
  onChange: (part: Partial<InviteDraft>) => void
  isTried: boolean
}) {
  const { t } = useWords()
  const [wasLeft, setLeft] = useState(false)
  const { invited, wrong } = readAddresses(draft.addresses)
  const problem = () => {
    if (wrong[0] !== undefined && (wasLeft || isTried))
      return t('invite-to-rights:addressWrong', { address: wrong[0] })
    if (invited.length > mostInvitedAtOnce)
      return t('invite-to-rights:addressesTooMany', { count: invited.length, most: mostInvitedAtOnce })
    return isTried && invited.length === 0 ? t('invite-to-rights:addressesMissing') : null
  }
  const found = problem()
  return (
    <Stack>
      <div>
        <Textarea
          label={t('invite-to-rights:addresses')}
          description={t('invite-to-rights:addressesHint')}
          rows={3}
          inputMode="email"
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
          maxLength={8_000}
          value={draft.addresses}
          onChange={event => {
            onChange({ addresses: event.currentTarget.value })
            setLeft(false)
          }}
          onBlur={() => setLeft(true)}
          // Several stand on lines of their own; a single one is done with Enter.
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            if (invited.length !== 1 || wrong.length > 0) return
            event.preventDefault()
            event.currentTarget.form?.requestSubmit()
          }}
          error={found}
        />
        <Text role="status" size="sm" c="dimmed" mt={4}>
          {found || invited.length === 0
            ? null
            : t('invite-to-rights:addressesSeen', { count: invited.length })}
        </Text>
      </div>
      <NativeSelect
        maw={340}
        label={t('invite-to-rights:language')}
        description={t('invite-to-rights:languageHint')}
        value={draft.language}
        onChange={event => onChange({ language: event.currentTarget.value as Language })}
        data={languages.map(value => ({ value, label: t(`language.${value}`) }))}
      />
    </Stack>
  )
}
