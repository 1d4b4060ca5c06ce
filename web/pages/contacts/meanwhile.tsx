import { Button, Group, Stack, Text } from '@mantine/core'
import { readContact } from '#contract/contacts.ts'
import { useZone } from '../../api/me.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { type AContact, draftOf, type FormDraft } from './contact-draft.ts'

/** Somebody else was faster: what is there now, beside what was about to be saved, and which of both shall be. */
export function Meanwhile({
  accountId,
  contactId,
  draft,
  onTake,
  onKeep,
}: {
  accountId: string
  contactId: string
  draft: FormDraft
  onTake: (contact: AContact) => void
  onKeep: (version: number) => void
}) {
  const { t } = useWords()
  const say = useSaying(useZone(accountId))
  const { data, error, refetch } = useAnswer(readContact, { params: { accountId, contactId } })
  if (!data) return <ProblemNote problem={error} onAgain={() => void refetch()} />
  const theirs = draftOf(data)
  const differing = (Object.keys(theirs) as (keyof FormDraft)[]).filter(
    field => theirs[field] !== draft[field],
  )
  const show = (field: keyof FormDraft, text: string) =>
    text === ''
      ? t('contacts:empty')
      : field === 'kind'
        ? t(`contacts:kind.${text as FormDraft['kind']}`)
        : text
  return (
    <Note tone="open" live="alert" takesFocus>
      <Stack gap="xs">
        <Text fw={600}>
          {t('contacts:meanwhile', { name: data.changedBy.name, at: say.instant(data.changedAt) })}
        </Text>
        <Text>{t('contacts:meanwhileHint')}</Text>
        <ul className="plain-list rows">
          {differing.map(field => (
            <li key={field}>
              <Text fw={600}>{t(`contacts:field.${field}`)}</Text>
              <Text size="sm">{t('contacts:theirs', { value: show(field, theirs[field]) })}</Text>
              <Text size="sm">{t('contacts:mine', { value: show(field, draft[field]) })}</Text>
            </li>
          ))}
        </ul>
        <Group>
          <Button size="sm" variant="default" onClick={() => onTake(data)}>
            {t('contacts:takeTheirs')}
          </Button>
          <Button size="sm" variant="default" onClick={() => onKeep(data.version)}>
            {t('contacts:keepMine')}
          </Button>
        </Group>
      </Stack>
    </Note>
  )
}
