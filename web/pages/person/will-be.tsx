import { Text } from '@mantine/core'
import type { BodyOf } from '#contract/endpoint.ts'
import { previewRights } from '#contract/rights-invitations.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import type { Catalogue } from './boxes.ts'
import { useSayRights } from './permission-words.ts'

export type Wish = BodyOf<typeof previewRights>

/** What the desk says that a wish would mean now: the instant of its end, or why it is refused. */
export function usePreview(accountId: string, wish: Wish | null) {
  const empty: Wish = { audience: 'support', scopeId: null, permissions: [], until: null }
  const { data, error, refetch } = useAnswer(
    previewRights,
    { params: { accountId }, body: wish ?? empty },
    { enabled: wish !== null, keep: true },
  )
  // What was said of an earlier wish is not said of one that is not whole.
  return wish === null ? { data: undefined, error: null, refetch } : { data, error, refetch }
}

/** The sentence that will be true. */
export function WillBe({
  accountId,
  catalogue,
  name,
  preview,
}: {
  accountId: string
  catalogue: Catalogue
  name: string
  preview: ReturnType<typeof usePreview>
}) {
  const { t } = useWords()
  const sayRights = useSayRights(accountId, catalogue)
  if (!preview.data) return null
  return (
    <Note>
      <Text size="sm" c="dimmed">
        {t('rights:give.willBe')}
      </Text>
      <Text>{sayRights(name, preview.data.offer)}</Text>
    </Note>
  )
}
