import { Button, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { type Catalogue, takePreset } from '../person/boxes.ts'
import { type usePreview, WillBe } from '../person/will-be.tsx'
import { boxesOf, type InviteDraft } from './invite-draft.ts'

// Most who invite leave the boxes as the preset has them.
const BoxMatrix = lazy(async () => ({ default: (await import('../person/forms.tsx')).BoxMatrix }))

/** The sentence that will be true, and the boxes behind it for whoever wants it otherwise. */
export function SentenceStep({
  accountId,
  catalogue,
  draft,
  name,
  preview,
  onChange,
}: {
  accountId: string
  catalogue: Catalogue
  draft: InviteDraft
  name: string
  preview: ReturnType<typeof usePreview>
  onChange: (part: Partial<InviteDraft>) => void
}) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const audience = draft.audience ?? 'agency'
  const chosen = boxesOf(draft, catalogue)
  return (
    <Stack>
      <div role="status">
        {chosen.length === 0 ? (
          <Text className="bad">{t('invite-to-rights:noBoxes')}</Text>
        ) : preview.data ? (
          <WillBe accountId={accountId} catalogue={catalogue} name={name} preview={preview} />
        ) : preview.error ? null : (
          <Text c="dimmed">{t('invite-to-rights:counting')}</Text>
        )}
      </div>
      <ProblemNote problem={preview.error} onAgain={() => void preview.refetch()} />
      <Text c="dimmed">{t('invite-to-rights:sentenceCounts')}</Text>
      <div>
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'invite-to-rights:boxesClose' : 'invite-to-rights:boxesOpen')}
        </Button>
      </div>
      {isOpen ? (
        <Suspense fallback={<Waiting label={t('common.loading')} cards={1} height={480} />}>
          <BoxMatrix
            catalogue={catalogue}
            name={name}
            caption={t('invite-to-rights:boxesOf')}
            before={[]}
            marks={takePreset(catalogue, audience, []).permissions}
            chosen={chosen}
            onChange={permissions => onChange({ permissions })}
            audience={audience}
          />
        </Suspense>
      ) : null}
    </Stack>
  )
}
